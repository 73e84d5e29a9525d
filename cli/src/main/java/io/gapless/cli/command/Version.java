package io.gapless.cli.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version, as the jar's manifest has it.
public final class Version implements IVersionProvider {

  /// Made by picocli.
  public Version() {}

  @Override
  public String[] getVersion() {
    return new String[]{"gapless " + Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "(not packaged)")};
  }
}
