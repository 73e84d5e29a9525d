package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.TaskType;

/// A task that is to be executed now; also what tells outside systems that a step is one that they
/// have seen.
///
/// @param id of its process
/// @param incarnation of its process
/// @param task its number in the process
/// @param attempt counts its executions, from 1
/// @param type what kind it is of
public record Claim(ProcessId id, long incarnation, long task, int attempt, TaskType type) {}
