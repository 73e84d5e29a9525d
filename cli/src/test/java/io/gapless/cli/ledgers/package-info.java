/// Simulated ledgers through the whole pipeline.
@NullMarked
package io.gapless.cli.ledgers;

import org.jspecify.annotations.NullMarked;
