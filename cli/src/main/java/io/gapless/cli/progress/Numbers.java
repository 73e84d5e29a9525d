package io.gapless.cli.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Numbers and times as people read them, the same on every machine.
public final class Numbers {

  private Numbers() {}

  /// 1234567 as 1,234,567.
  public static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// A rate, with a digit after the point where it is small.
  public static String rate(double perSecond) {
    return perSecond < 10
        ? String.format(Locale.ROOT, "%.1f/s", perSecond)
        : grouped(Math.round(perSecond)) + "/s";
  }

  /// A share of 0 to 1 in percent, never rounded up to 100 %.
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", Math.floor(share * 1000) / 10);
  }

  /// `0:07`, `12:34`, `3:04:05`, `2 d 3 h`.
  public static String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds >= 86_400) {
      return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
    }
    return seconds >= 3_600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds % 3_600 / 60,
            seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  /// Counts by name: `erc20_transfers 12, erc721_transfers 3`.
  public static String counts(Map<String, Long> counts) {
    return counts.isEmpty()
        ? "none"
        : new TreeMap<>(counts).entrySet().stream()
            .map(entry -> entry.getKey() + " " + grouped(entry.getValue()))
            .collect(Collectors.joining(", "));
  }

  /// Counts by name as shares of their sum: `HEAD 99.9 %, ROOT 0.1 %`.
  public static String shares(Map<String, Long> counts) {
    long sum = counts.values().stream().mapToLong(Long::longValue).sum();
    return sum == 0
        ? "none"
        : new TreeMap<>(counts).entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> entry.getKey() + " " + percent((double) entry.getValue() / sum))
            .collect(Collectors.joining(", "));
  }
}
