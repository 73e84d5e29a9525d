package io.gapless.fetcher.work;

import io.gapless.schemas.record.DeadLetter;
import java.util.List;
import java.util.Optional;

/// What a work brought: records, what became of it, and what is left of it.
///
/// @param <W> a work
/// @param <O> what became of one
/// @param outcome without the offsets, which are known only once the records are written
/// @param rest the part of the work that was not fetched and goes back to the topic
/// @param evidence answers that were not to be used, kept to be looked at
/// @param bytes size of the records
public record FetchedWork<W, O>(List<OutputRecord> records, O outcome, Optional<W> rest,
    List<DeadLetter> evidence, long bytes) {}
