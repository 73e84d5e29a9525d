package io.gapless.cli.services;

import io.gapless.cli.options.ConnectionOptions;
import java.util.Set;

/// Finds servers, or starts them.
public interface Services {

  /// The servers that are needed: those that the options name, else those of the stack that runs on
  /// the data folder, else embedded ones that are started now and stop with the result.
  ///
  /// @throws io.gapless.cli.console.CommandException if one cannot be had
  Connections connect(ConnectionOptions options, Set<Need> needs) throws InterruptedException;
}
