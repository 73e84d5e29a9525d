/// Commands as an operator types them, against real servers and a simulated node.
@NullMarked
package io.gapless.cli.operator;

import org.jspecify.annotations.NullMarked;
