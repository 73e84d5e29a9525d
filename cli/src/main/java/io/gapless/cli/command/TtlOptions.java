package io.gapless.cli.command;

import io.gapless.cli.pipeline.Retention;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// How long the tables keep what was fetched.
final class TtlOptions {

  @Option(names = "--staging-ttl", paramLabel = "TIME|none", converter = Times.class, description = "Rows of transfers, payments and ledgers go from the tables so long after they were "
      + "fetched, e.g. 7d or 12h; none: they stay. It stands in the tables: without the option it is as "
      + "it was. Audits leave out what may have expired.")
  private @Nullable Retention ttl;

  Optional<Retention> retention() {
    return Optional.ofNullable(ttl);
  }

  /// Reads a time such as `7d` or `12h`, or `none`.
  static final class Times implements ITypeConverter<Retention> {

    @Override
    public Retention convert(String text) {
      if (text.strip().equals("none")) {
        return new Retention(Optional.empty());
      }
      if (!text.strip().matches("[1-9][0-9]{0,4}[dh]")) {
        throw new TypeConversionException(
            "'" + text + "' is not a time such as 7d or 12h, at most 99999 of them, or none");
      }
      long count = Long.parseLong(text.strip().substring(0, text.strip().length() - 1));
      return new Retention(Optional.of(text.strip().endsWith("d")
          ? Duration.ofDays(count)
          : Duration.ofHours(count)));
    }
  }
}
