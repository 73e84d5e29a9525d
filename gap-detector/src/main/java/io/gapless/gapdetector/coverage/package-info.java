/// What follows from works, outcomes, jobs and findings, without any I/O. Front door: [io.gapless.gapdetector.coverage.CoverageFold].
@NullMarked
package io.gapless.gapdetector.coverage;

import org.jspecify.annotations.NullMarked;
