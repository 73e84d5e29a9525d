package io.gapless.embedded.process;

import java.util.OptionalLong;

/// One service that answers on 127.0.0.1.
public interface RunningService extends AutoCloseable {

  /// Where it answers: `host:port` for Kafka, else a URL without a path.
  String url();

  /// The process that it runs in, where that is a child of this one.
  OptionalLong pid();

  /// Whether it runs still; false once it has died by itself.
  boolean alive();

  /// Stops it, in order where it still can, and waits for its end. Safe to call twice.
  @Override
  void close();
}
