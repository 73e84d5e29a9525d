package io.gapless.embedded.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of 127.0.0.1, kept over restarts.
public final class Ports {

  private static final String FILE = "port";
  private static final int FIRST = 20_000;
  /// Linux gives outgoing connections ports from 32,768 on, other systems higher ones.
  private static final int LAST = 32_767;
  private static final int TRIES = 1_000;

  private Ports() {}

  /// The port for the service with this data folder: the one asked for, else the one it had last
  /// time where that is free, else any free one. Remembered in the folder's file `port`.
  ///
  /// @param service its name in errors, also the middle of the option `--SERVICE-port`
  /// @param folder an existing folder
  /// @param asked 1 to 65535, or 0 for any
  /// @throws ServiceException where the port asked for is taken
  public static int choose(String service, Path folder, int asked) {
    if (asked < 0 || asked > 65535) {
      throw new IllegalArgumentException("port is not 0 to 65535: " + asked);
    }
    requireFree(service, asked);
    try {
      Path file = folder.resolve(FILE);
      int port = asked != 0 ? asked : rememberedOrFree(file);
      Files.writeString(file, port + "\n");
      return port;
    } catch (IOException e) {
      throw new ServiceException("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  /// Refuses a port that something listens on.
  ///
  /// @param service its name in errors, also the middle of the option `--SERVICE-port`
  /// @param asked 0 asks for none
  /// @throws ServiceException where the port is taken
  public static void requireFree(String service, int asked) {
    if (asked != 0 && !isFree(asked)) {
      throw new ServiceException("port " + asked + " for " + service
          + " is in use: stop what listens there, or choose another with --" + service
          + "-port (0 takes any free one)");
    }
  }

  /// A port that nothing listens on at the moment.
  ///
  /// One below those that systems choose for outgoing connections: any of these may be taken from one
  /// moment to the next, also while a service that listened there starts again.
  public static int free() {
    return ThreadLocalRandom.current().ints(TRIES, FIRST, LAST + 1).filter(Ports::isFree)
        .findFirst().orElseThrow(() -> new ServiceException("of " + TRIES + " ports of 127.0.0.1"
            + " from " + FIRST + " to " + LAST + " none is free: choose one"));
  }

  /// Whether a service could listen on it now.
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int rememberedOrFree(Path file) throws IOException {
    if (Files.exists(file)) {
      String text = Files.readString(file).strip();
      if (text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65535
          && isFree(Integer.parseInt(text))) {
        return Integer.parseInt(text);
      }
    }
    return free();
  }
}
