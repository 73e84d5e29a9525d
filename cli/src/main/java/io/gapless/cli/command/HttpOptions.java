package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.options.Servers;
import io.gapless.processes.http.Secret;
import io.gapless.processes.http.ServerConfig;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a planner serves its processes over HTTP.
final class HttpOptions {

  @Option(names = "--http", paramLabel = "[HOST:]PORT", converter = Servers.Listener.class, description = "Serves jobs as processes, /metrics and /health over HTTP, on 127.0.0.1 unless a "
      + "host is named; /openapi.json says how.")
  private @Nullable InetSocketAddress http;

  @Option(names = "--http-token", paramLabel = "TEXT", description = "Token that requests have to bring; needed where others than this machine can reach "
      + "it. Better as GAPLESS_HTTP_TOKEN, since others see a process's arguments.")
  private @Nullable String token;

  Optional<ServerConfig> server() {
    if (http == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ServerConfig.at(http, token == null ? null : Secret.of(token)));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(token == null ? "--http" : "--http-token", e.getMessage()
          + (token == null ? "; the token is --http-token or GAPLESS_HTTP_TOKEN" : ""));
    }
  }
}
