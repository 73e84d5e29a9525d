/// Which ranges are covered, which are missing, and whether the tables hold what is covered.
///
/// Front door: [io.gapless.gapdetector.GapDetector]. May use `schemas` and `chains`.
@NullMarked
package io.gapless.gapdetector;

import org.jspecify.annotations.NullMarked;
