package io.gapless.schemas.clickhouse;

import java.util.List;
import java.util.stream.Collectors;

/// Values of parameters such as `{jobs:Array(String)}`.
public final class ArrayParameter {

  /// Servers differ in how often they take a backslash away.
  private static final String UNSAFE = "[\\p{Cntrl}'\\\\]";

  private ArrayParameter() {}

  /// Texts; what cannot stand in one becomes `?`.
  public static String texts(List<String> texts) {
    return texts.stream().map(text -> "'" + text.replaceAll(UNSAFE, "?") + "'")
        .collect(Collectors.joining(",", "[", "]"));
  }

  /// Numbers.
  public static String numbers(List<Double> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}
