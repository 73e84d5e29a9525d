package io.gapless.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.cli.console.Console;
import io.gapless.cli.console.Terminal;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.services.Connections;
import io.gapless.cli.services.Need;
import io.gapless.cli.services.Services;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Runs commands as a user types them, and keeps what they print.
final class TypedCommand implements Services {

  final FakeWiring wiring = new FakeWiring();
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private InputStream in = new ByteArrayInputStream(new byte[0]);
  private Services services = this;

  TypedCommand(Path folder) {
    this.folder = folder;
  }

  TypedCommand environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  TypedCommand input(InputStream stream) {
    in = stream;
    return this;
  }

  TypedCommand services(Services other) {
    services = other;
    return this;
  }

  int run(String... arguments) {
    return new CommandLines(Console.over(in, out, err, Terminal.NONE), folder, environment,
        InstantSource.system(), services, wiring).run(arguments);
  }

  String out() {
    return out.toString(UTF_8);
  }

  String err() {
    return err.toString(UTF_8);
  }

  /// Those that the options name, and nothing else.
  @Override
  public Connections connect(ConnectionOptions options, Set<Need> needs) {
    return new Named(options);
  }

  private record Named(ConnectionOptions options) implements Connections {
    @Override
    public Optional<String> kafka() {
      return options.kafka();
    }

    @Override
    public Optional<URI> registry() {
      return options.registry();
    }

    @Override
    public Optional<String> clickHouse() {
      return options.clickHouse();
    }

    @Override
    public void close() {}
  }
}
