/// The state of processes on Kafka Streams, and the execution of user code beside it. Front door:
/// [io.gapless.processes.engine.ProcessEngine].
///
/// Only `EngineProcessor` writes the state, and only while it applies a command; timers, steps and
/// callers write commands.
@NullMarked
package io.gapless.processes.engine;

import org.jspecify.annotations.NullMarked;
