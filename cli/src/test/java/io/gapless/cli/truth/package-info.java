/// Tables beside what a simulated chain holds.
@NullMarked
package io.gapless.cli.truth;

import org.jspecify.annotations.NullMarked;
