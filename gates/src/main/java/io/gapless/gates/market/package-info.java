/// The market's contracts on a chain, and the tokens of its conditions.
@NullMarked
package io.gapless.gates.market;

import org.jspecify.annotations.NullMarked;
