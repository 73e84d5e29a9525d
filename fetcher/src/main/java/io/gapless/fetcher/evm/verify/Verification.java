package io.gapless.fetcher.evm.verify;

import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Verdict;

/// How the completeness of a work is to be shown.
///
/// @param verdict the least
/// @param corroborate whether an endpoint on another host has to give the same
/// @param jobId decides with `spotEvery` which blocks are proven besides
/// @param spotEvery one block in so many; 0: none
public record Verification(Verdict verdict, boolean corroborate, String jobId, long spotEvery) {

  /// What a work asks for.
  public static Verification of(RangeWork work) {
    return new Verification(work.getVerify(), work.getCorroborate(), work.getJobId(),
        work.getVerify() == Verdict.ROOT ? 0 : work.getSpotEvery());
  }
}
