/// Jobs to range work: runs the processes that requests and jobs are. Front doors:
/// [io.gapless.planner.Planner], and [io.gapless.planner.DryRun] for what a job would be. May
/// use `schemas`, `chains` and `processes`.
@NullMarked
package io.gapless.planner;

import org.jspecify.annotations.NullMarked;
