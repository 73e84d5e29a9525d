/// Durable long-lived processes: state, timers, retries, idempotent calls, histories, on a log of
/// commands. Front door: [io.gapless.processes.engine.ProcessEngine]; may use `schemas` only.
@NullMarked
package io.gapless.processes;

import org.jspecify.annotations.NullMarked;
