package io.gapless.processes.core.impure;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the core may not do, one class for each.
public final class Impurities {

  private Impurities() {}

  /// All of them.
  public static List<Class<?>> all() {
    return List.of(Now.class, Today.class, Millis.class, Nanos.class, AClock.class, ASource.class,
        Dice.class, ThreadsDice.class, MathsDice.class, Names.class, AFile.class, AStream.class,
        AnAddress.class, AThread.class, Shared.class, Kafkas.class, Speaks.class,
        Environment.class);
  }

  static final class Now {
    Instant read() {
      return Instant.now();
    }
  }

  static final class Today {
    LocalDate read() {
      return LocalDate.now(ZoneOffset.UTC);
    }
  }

  static final class Millis {
    long read() {
      return System.currentTimeMillis();
    }
  }

  static final class Nanos {
    long read() {
      return System.nanoTime();
    }
  }

  static final class AClock {
    Instant read(Clock clock) {
      return clock.instant();
    }
  }

  static final class ASource {
    Instant read(InstantSource source) {
      return source.instant();
    }
  }

  static final class Dice {
    int roll() {
      return new Random(1).nextInt();
    }
  }

  static final class ThreadsDice {
    int roll() {
      return ThreadLocalRandom.current().nextInt();
    }
  }

  static final class MathsDice {
    double roll() {
      return Math.random();
    }
  }

  static final class Names {
    UUID make() {
      return UUID.randomUUID();
    }
  }

  static final class AFile {
    byte[] read(Path path) throws IOException {
      return Files.readAllBytes(path);
    }
  }

  static final class AStream {
    InputStream open(String name) throws IOException {
      return new FileInputStream(name);
    }
  }

  static final class AnAddress {
    URI of(String text) {
      return URI.create(text);
    }
  }

  static final class AThread {
    Thread begin(Runnable work) {
      return Thread.ofVirtual().start(work);
    }
  }

  static final class Shared {
    private final ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();

    int size() {
      return map.size();
    }
  }

  static final class Kafkas {
    Bytes wrap(byte[] bytes) {
      return Bytes.wrap(bytes);
    }
  }

  static final class Speaks {
    private static final Logger LOG = LoggerFactory.getLogger(Speaks.class);

    void speak() {
      LOG.info("spoken");
    }
  }

  static final class Environment {
    String home() {
      return System.getProperty("user.home", "");
    }
  }
}
