/// Blocks recorded from public networks, a stand-in node for them, and what others decode from them.
@NullMarked
package io.gapless.cli.realchain.recorded;

import org.jspecify.annotations.NullMarked;
