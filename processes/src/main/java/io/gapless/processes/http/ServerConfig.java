package io.gapless.processes.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a server of processes listens.
///
/// @param address to listen on; port 0: any that is free
/// @param token that requests have to bring; null: none, on loopback only
/// @param maxBodyBytes most bytes of a request's body
/// @param closePatience how long requests under way may take when it closes
public record ServerConfig(InetSocketAddress address, @Nullable Secret token, int maxBodyBytes,
    Duration closePatience) {

  private static final int MIB = 1024 * 1024;

  /// Refuses what makes no sense, and an address that others reach without a token, with an
  /// [IllegalArgumentException].
  public ServerConfig {
    var ip = address.getAddress();
    if (ip == null) {
      throw new IllegalArgumentException("unknown host to listen on: " + address.getHostString());
    }
    if (token == null && !ip.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "others can reach " + address + ": set a token, or listen on 127.0.0.1");
    }
    if (maxBodyBytes < 1 || maxBodyBytes == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("maxBodyBytes is not 1 to 2^31 - 2: " + maxBodyBytes);
    }
    if (closePatience.isNegative()) {
      throw new IllegalArgumentException("closePatience < 0: " + closePatience);
    }
  }

  /// For this machine only, without a token; bodies up to 1 MiB, 10 s to close.
  public static ServerConfig loopback(int port) {
    return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), null);
  }

  /// On any address, with a token; bodies up to 1 MiB, 10 s to close.
  public static ServerConfig at(InetSocketAddress address, @Nullable Secret token) {
    return new ServerConfig(address, token, MIB, Duration.ofSeconds(10));
  }

  /// The same with another bound of bodies.
  public ServerConfig withMaxBodyBytes(int bytes) {
    return new ServerConfig(address, token, bytes, closePatience);
  }

  /// The same with another time to close.
  public ServerConfig withClosePatience(Duration patience) {
    return new ServerConfig(address, token, maxBodyBytes, patience);
  }
}
