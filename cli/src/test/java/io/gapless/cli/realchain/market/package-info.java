/// A prediction market on a real node: the real contract of conditional tokens, an exchange, and
/// people who trade for some days, with a book of what they did. Front door:
/// [io.gapless.cli.realchain.market.MarketStory].
@NullMarked
package io.gapless.cli.realchain.market;

import org.jspecify.annotations.NullMarked;
