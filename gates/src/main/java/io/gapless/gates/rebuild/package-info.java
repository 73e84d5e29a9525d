/// The rebuild as a durable process: derive, judge, swap, tell.
@NullMarked
package io.gapless.gates.rebuild;

import org.jspecify.annotations.NullMarked;
