package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import java.util.Locale;
import java.util.function.Supplier;

/// Says what a record's constructor refused in the words of the command line.
final class OptionNames {

  private OptionNames() {}

  /// What an option's value makes; where it is refused, the option is named.
  static <T> T value(String option, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(option, String.valueOf(e.getMessage()));
    }
  }

  /// `spanCap < 0: -1` as a wrong value of `--span-cap`.
  static CommandException usage(IllegalArgumentException refused) {
    var message = String.valueOf(refused.getMessage());
    var component = message.split(" ", 2)[0];
    return component.matches("[a-z][a-zA-Z]+")
        ? CommandException.usage("--" + component.replaceAll("([A-Z])", "-$1")
            .toLowerCase(Locale.ROOT), message)
        : CommandException.rejected(message);
  }
}
