/// What a user asked for to a job with fixed bounds. Front door:
/// [io.gapless.planner.job.JobResolver]. No I/O but what [io.gapless.planner.chain.ChainClock] does.
@NullMarked
package io.gapless.planner.job;

import org.jspecify.annotations.NullMarked;
