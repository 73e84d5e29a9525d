/// What the embedded services share as processes: their ports, locks, child JVMs, and that a child
/// never outlives its parent. Uses the JDK alone, since it also runs inside other programs' JVMs.
@NullMarked
package io.gapless.embedded.process;

import org.jspecify.annotations.NullMarked;
