package io.gapless.processes.core;

import io.gapless.processes.ProcessId;

/// A removed process, some of whose rows are still there.
///
/// @param id of the process
/// @param incarnation that was removed
public record Removal(ProcessId id, long incarnation) {}
