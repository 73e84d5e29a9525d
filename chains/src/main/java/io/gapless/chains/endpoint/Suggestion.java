package io.gapless.chains.endpoint;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The width of a range that a node says would work, in the shapes in which nodes say it. Only the
/// width is taken: bounds were seen to be shifted, inverted, or of another query.
final class Suggestion {

  private static final String BOUND = "\"?(0x[0-9a-f]+|\\d+)\"?";

  private static final List<Pattern> SHAPES = List.of(
      shape("(?:try|retry|work|works|suggest\\w*|use|instead)\\b[^\\[\\]]{0,80}\\["
          + BOUND + "\\s*(?:,|-|\\.\\.|to)\\s*" + BOUND + "\\]"),
      shape("(?:try|retry|use|suggest\\w*)\\b[^\\[\\]\\d]{0,60}?" + BOUND
          + "\\s*(?:-|\\.\\.|to)\\s*" + BOUND),
      shape("\"from\"\\s*:\\s*" + BOUND + "\\s*,\\s*\"to\"\\s*:\\s*" + BOUND));

  private Suggestion() {}

  private static Pattern shape(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  /// The width in blocks, empty where none is suggested or it is smaller than one block.
  static OptionalLong width(NodeError error) {
    for (Pattern shape : SHAPES) {
      for (String text : error.texts()) {
        Matcher matcher = shape.matcher(text);
        if (matcher.find()) {
          return width(Numbers.parse(matcher.group(1), null),
              Numbers.parse(matcher.group(2), null));
        }
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong width(OptionalLong first, OptionalLong last) {
    if (first.isEmpty() || last.isEmpty() || last.getAsLong() < first.getAsLong()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(last.getAsLong() - first.getAsLong() + 1);
  }
}
