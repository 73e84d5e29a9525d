/// Jobs to range work: the loop that moves requests, jobs and works between topics. Front doors:
/// [io.gapless.planner.PlannerLoop], and [io.gapless.planner.DryRun] for what a job would be. May
/// use `schemas` and `chains`.
@NullMarked
package io.gapless.planner;

import org.jspecify.annotations.NullMarked;
