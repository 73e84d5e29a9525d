package io.gapless.simulator.xrpl;

import io.gapless.simulator.NamedFault;
import io.gapless.simulator.xrpl.faults.LedgerFault.ClaimsMissing;
import io.gapless.simulator.xrpl.faults.LedgerFault.Lie;
import io.gapless.simulator.xrpl.faults.LedgerFault.Lies;
import io.gapless.simulator.xrpl.faults.LedgerFault.NoBinary;
import io.gapless.simulator.xrpl.faults.RequestFault.Spell;
import io.gapless.simulator.xrpl.faults.RequestFault.Version1Only;
import io.gapless.simulator.xrpl.faults.TransportFault;
import io.gapless.simulator.xrpl.faults.TransportFault.Way;
import io.gapless.simulator.xrpl.faults.XrplFault;
import io.gapless.simulator.xrpl.rpc.XrplError;
import java.util.List;
import java.util.function.IntFunction;

/// The faults that a node can be given by name, `NAME` or `NAME=N`.
public final class XrplFaults {
  private static final int SPELL = 5;

  private static final List<NamedFault<XrplNodeOptions>> ALL = List.of(
      lie(Lie.TRUNCATE, 200, "ends the list of transactions early in one ledger in N"),
      lie(Lie.ALTER_TRANSACTION, 200,
          "changes a byte of a transaction in one ledger or tx answer in N"),
      lie(Lie.ALTER_METADATA, 200, "changes a byte of metadata in one ledger or tx answer in N"),
      lie(Lie.OTHER_LEDGER, 100, "gives the ledger beside it for one ledger in N"),
      lie(Lie.RELABELLED, 100, "gives the ledger beside it under its index for one in N"),
      lie(Lie.ALTER_HEADER, 100, "changes a byte of the header of one ledger in N"),
      lie(Lie.FORGE, 100, "gives a ledger of another chain, sound in itself, for one in N"),
      lie(Lie.NOT_VALIDATED, 100,
          "says of one ledger or transaction in N that it is not validated"),
      fault("claims-missing", 100, "does not have one in N of the ledgers that it claims",
          ClaimsMissing::new),
      fault("no-binary", "answers in JSON when asked for binary", new NoBinary()),
      fault("api-v1-only", "refuses version 2 of the API", new Version1Only()),
      spell("slow-down", XrplError.SLOW_DOWN, 20, 1, "slowDown to one ledger or tx request in N"),
      spell("too-busy", XrplError.TOO_BUSY, 50, SPELL,
          "tooBusy to five ledger or tx requests in a row, once in N"),
      spell("not-synced", XrplError.NOT_SYNCED, 50, SPELL,
          "notSynced to five ledger or tx requests in a row, once in N"),
      spell("no-network", XrplError.NO_NETWORK, 50, SPELL,
          "noNetwork to five ledger or tx requests in a row, once in N"),
      spell("internal", XrplError.INTERNAL, 20, 1,
          "internal error to one ledger or tx request in N"),
      spell("database", XrplError.DATABASE, 20, 1,
          "dbDeserialization to one ledger or tx request in N"),
      spell("amendment-blocked", XrplError.AMENDMENT_BLOCKED, 1, 1,
          "amendmentBlocked to one ledger or tx request in N"),
      transport("stall", Way.STALL, 20, "never answers one request in N"),
      transport("cut-frame", Way.CUT_FRAME, 50, "disconnects in the middle of one answer in N"),
      transport("disconnect", Way.DISCONNECT, 50, "disconnects before one answer in N"),
      transport("malformed", Way.MALFORMED, 50, "ends the JSON of one answer in N halfway"),
      transport("threshold-exceeded", Way.THRESHOLD_EXCEEDED, 50,
          "closes with 1008 instead of one answer in N, whatever the load"),
      NamedFault.of("lag", 10, "is N ledgers behind", XrplNodeOptions::withLag));

  private XrplFaults() {}

  /// All of them, in the order in which they are listed.
  public static List<NamedFault<XrplNodeOptions>> all() {
    return ALL;
  }

  /// The options with a fault added.
  ///
  /// @param text `NAME` or `NAME=N`
  /// @throws IllegalArgumentException if there is no such fault or N is no number for it
  public static XrplNodeOptions applied(String text, XrplNodeOptions options) {
    return NamedFault.applied(text, ALL, options);
  }

  private static NamedFault<XrplNodeOptions> lie(Lie lie, int usual, String description) {
    return fault(lie.kind(), usual, description, n -> new Lies(lie, n));
  }

  private static NamedFault<XrplNodeOptions> spell(String name, XrplError error, int usual,
      int requests, String description) {
    return fault(name, usual, description, n -> new Spell(error.token(), n, requests));
  }

  private static NamedFault<XrplNodeOptions> transport(String name, Way way, int usual,
      String description) {
    return fault(name, usual, description, n -> new TransportFault(way, n));
  }

  private static NamedFault<XrplNodeOptions> fault(String name, int usual, String description,
      IntFunction<XrplFault> fault) {
    return NamedFault.of(name, usual, description, (node, n) -> node.withFault(fault.apply(n)));
  }

  private static NamedFault<XrplNodeOptions> fault(String name, String description,
      XrplFault fault) {
    return NamedFault.of(name, description, node -> node.withFault(fault));
  }
}
