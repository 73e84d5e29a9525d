package io.gapless.cli.nodes;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/// The kinds of chains, and how a user names their nodes.
public enum ChainFamily {

  /// EVM chains, by JSON-RPC over HTTP.
  EVM("--rpc", "http://127.0.0.1:8545", "evm-1", "block", "http"),
  /// The XRP Ledger and its like, by WebSocket.
  XRPL("--servers", "wss://xrplcluster.com", "xrpl-0", "ledger", "ws");

  private final String option;
  private final String exampleUrl;
  private final String example;
  private final String block;
  private final String scheme;

  ChainFamily(String option, String exampleUrl, String example, String block,
      String scheme) {
    this.option = option;
    this.exampleUrl = exampleUrl;
    this.example = example;
    this.block = block;
    this.scheme = scheme;
  }

  /// The family of a node, by the scheme of its URL.
  public static ChainFamily of(URI node) {
    var scheme = String.valueOf(node.getScheme()).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(family -> scheme.equals(family.scheme) || scheme.equals(family.scheme + "s"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no chain's nodes are asked by " + scheme));
  }

  /// The family of a chain, by its name, e.g. `evm-1`.
  public static ChainFamily ofChain(String chain) {
    return Arrays.stream(values()).filter(family -> chain.startsWith(family.id() + "-"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of chain is called " + chain));
  }

  /// Its name in the names of chains and in schemas, e.g. `evm`.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The option that names its nodes.
  public String option() {
    return option;
  }

  /// The URL of a node, as an example.
  public String exampleUrl() {
    return exampleUrl;
  }

  /// The name of a chain, as an example.
  public String example() {
    return example;
  }

  /// Its chains, as one speaks of them.
  public String plural() {
    return name() + " chains";
  }

  /// What its people call a block.
  public String block() {
    return block;
  }
}
