package io.gapless.simulator.xrpl;

/// Which program a node pretends to be.
public enum Flavour {
  /// A server of the peer-to-peer network, whose default ledger is the open one.
  RIPPLED,
  /// A server of validated history, which says so in every answer.
  CLIO
}
