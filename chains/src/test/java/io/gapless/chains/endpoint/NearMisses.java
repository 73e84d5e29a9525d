package io.gapless.chains.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A provider's words as another provider, or the next version, might write them.
final class NearMisses {

  private static final List<String> PREPOSITIONS = List.of("to", "of", "is", "than");

  private NearMisses() {}

  /// In other cases, and with other words around.
  static List<String> framed(String text) {
    return List.of(
        text.toUpperCase(Locale.ROOT),
        text.toLowerCase(Locale.ROOT),
        "Error: " + text + " (see the documentation, request 7f3a91)",
        "the node said \"" + text + "\"; id=12");
  }

  /// Whether the text has the number in it, in one of the ways in which people write it.
  static boolean names(String text, String number) {
    return !number.isEmpty() && find(text, Long.parseLong(number)).find();
  }

  /// Another number of about the same size.
  static long otherThan(long number) {
    return number >= 2_000 ? number / 2_000 * 1_000 : Math.max(2, number / 2);
  }

  /// With the other number, in all the ways in which people write it, after other prepositions.
  static List<String> renumbered(String text, long number, long other) {
    var texts = new ArrayList<String>();
    for (String shown : shown(other)) {
      String changed = find(text, number).replaceAll(Matcher.quoteReplacement(shown));
      texts.add(changed);
      String before = "\\b(to|of|is|than)((?: an?)? " + Pattern.quote(shown) + ")";
      for (String preposition : PREPOSITIONS) {
        texts.add(changed.replaceAll(before, preposition + "$2"));
      }
    }
    return texts;
  }

  /// Numbers in brackets are bounds that the node suggests.
  private static Matcher find(String text, long number) {
    String ways = String.join("|", shown(number).stream().map(Pattern::quote).toList());
    return Pattern
        .compile("(?<![\\w,])(?:" + ways + ")(?!\\w|,\\d|[^\\[]*\\])", Pattern.CASE_INSENSITIVE)
        .matcher(text);
  }

  private static List<String> shown(long number) {
    var ways = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d", number),
        String.valueOf(number), "0x" + Long.toHexString(number)));
    if (number % 1_000 == 0) {
      ways.add(number / 1_000 + "K");
    }
    return ways;
  }
}
