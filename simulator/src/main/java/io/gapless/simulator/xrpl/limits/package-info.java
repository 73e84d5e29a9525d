/// What servers allow a client: the rules of Clio and of rippled, each as a
/// [io.gapless.simulator.xrpl.limits.LoadGuard] on a clock.
@NullMarked
package io.gapless.simulator.xrpl.limits;

import org.jspecify.annotations.NullMarked;
