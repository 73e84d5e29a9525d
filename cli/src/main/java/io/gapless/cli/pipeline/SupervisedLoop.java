package io.gapless.cli.pipeline;

import java.time.Instant;
import java.util.function.Supplier;

/// A worker's loop, as its supervisor sees it.
///
/// @param loop blocks until `stop` ends it
/// @param stop ends the loop, and waits for that
/// @param turnedAt when the loop last went on
record SupervisedLoop(Runnable loop, AutoCloseable stop, Supplier<Instant> turnedAt) {}
