/// What travels between a node and its clients, and what is counted of it:
/// [io.gapless.simulator.xrpl.rpc.XrplStats].
@NullMarked
package io.gapless.simulator.xrpl.rpc;

import org.jspecify.annotations.NullMarked;
