package io.gapless.cli.pipeline;

import java.time.Duration;
import java.util.Optional;

/// How long tables are to keep rows after they were fetched.
///
/// @param ttl empty: for ever
public record Retention(Optional<Duration> ttl) {}
