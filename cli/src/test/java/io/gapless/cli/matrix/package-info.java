/// Every provider's ways with every fault, through the whole pipeline.
@NullMarked
package io.gapless.cli.matrix;

import org.jspecify.annotations.NullMarked;
