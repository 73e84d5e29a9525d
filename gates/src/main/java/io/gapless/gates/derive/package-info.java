/// Derives a run: legs, net flows, profits.
@NullMarked
package io.gapless.gates.derive;

import org.jspecify.annotations.NullMarked;
