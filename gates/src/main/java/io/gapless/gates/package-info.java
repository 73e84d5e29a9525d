/// From a prediction market's transfers to who bought what and who won: net flows with a direction and
/// a confidence, gates that judge them, and the rebuild that puts them before readers only when all
/// gates hold. Front door: [io.gapless.gates.Gates]. May use `schemas`, `chains` (hashes and
/// addresses) and `processes`.
@NullMarked
package io.gapless.gates;

import org.jspecify.annotations.NullMarked;
