package io.gapless.processes;

import io.gapless.schemas.record.TaskType;

/// What user code is asked to do.
///
/// @param type why it is asked
/// @param args of the request; empty for a timeout
/// @param context of the request, or of the one that set the timer
/// @param process as it is now
/// @param history the part of its history that was asked for
/// @param token the same for every execution of this step and for no other: what outside systems can
///     tell a repetition by
/// @param attempt counts the executions of this step, from 1
public record Step(TaskType type, Payload args, Payload context, ProcessView process,
    History history, String token, int attempt) {}
