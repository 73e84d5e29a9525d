package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import java.time.Instant;

/// When an idempotency key may be forgotten.
///
/// @param expires from when on
/// @param id of its process
/// @param incarnation of its process
/// @param key the key
public record Expiry(Instant expires, ProcessId id, long incarnation, String key) {}
