package io.gapless.fetcher.work;

import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import java.util.List;
import java.util.Optional;

/// What a work brought: records, what became of its leaf, and what is left of it.
///
/// @param outcome without the offsets, which are known only once the records are written
/// @param rest the part of the leaf that was not fetched since the leaf outgrew its share
/// @param evidence answers that were not to be used, kept to be looked at
/// @param bytes size of the records
public record FetchedWork(List<OutputRecord> records, RangeOutcome outcome,
    Optional<RangeWork> rest, List<DeadLetter> evidence, long bytes) {}
