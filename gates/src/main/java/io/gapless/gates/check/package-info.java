/// Gates: questions to a run, and the thresholds that profiles set for their answers.
@NullMarked
package io.gapless.gates.check;

import org.jspecify.annotations.NullMarked;
