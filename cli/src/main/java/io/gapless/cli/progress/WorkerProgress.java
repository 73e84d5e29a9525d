package io.gapless.cli.progress;

/// What a fetcher has done since it started.
///
/// @param worker its id
/// @param works works done
/// @param inFlight works under way
/// @param rows rows written
public record WorkerProgress(String worker, long works, long inFlight, long rows) {}
