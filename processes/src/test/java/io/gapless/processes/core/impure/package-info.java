/// Breaks each rule of the core on purpose, to show that the check of its purity can fail.
@NullMarked
package io.gapless.processes.core.impure;

import org.jspecify.annotations.NullMarked;
