/// Commands about a prediction market: `gapless gates` and `gapless rebuild`, and the backfill of one.
@NullMarked
package io.gapless.cli.command.market;

import org.jspecify.annotations.NullMarked;
