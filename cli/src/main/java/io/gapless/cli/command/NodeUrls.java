package io.gapless.cli.command;

import io.gapless.cli.options.Servers;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Nodes of chains of any kind.
final class NodeUrls {

  @Option(names = "--rpc", paramLabel = "URL", split = ",", converter = Servers.Node.class, description = "Nodes of an EVM chain; keys in the URLs are never shown.")
  private List<URI> rpc = List.of();

  @Option(names = "--servers", paramLabel = "URL", split = ",", converter = Servers.SocketNode.class, description = "Servers of the XRP Ledger (wss://…); keys in the URLs are never shown.")
  private List<URI> servers = List.of();

  /// All of them, **secret**.
  List<URI> all() {
    return Stream.concat(rpc.stream(), servers.stream()).toList();
  }
}
