package io.gapless.simulator.xrpl;

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
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/// The faults that a node can be given by name, `NAME` or `NAME=N`.
public final class XrplFaults {
  private static final int SPELL = 5;

  private static final List<Named> ALL = List.of(
      lie(Lie.TRUNCATE, 200, "ends the list of transactions early in one ledger in N"),
      lie(Lie.ALTER_TRANSACTION, 200, "changes a byte of a transaction in one ledger in N"),
      lie(Lie.ALTER_METADATA, 200, "changes a byte of metadata in one ledger in N"),
      lie(Lie.OTHER_LEDGER, 100, "gives the ledger beside it for one ledger in N"),
      lie(Lie.RELABELLED, 100, "gives the ledger beside it under its index for one in N"),
      lie(Lie.ALTER_HEADER, 100, "changes a byte of the header of one ledger in N"),
      lie(Lie.FORGE, 100, "gives a ledger of another chain, sound in itself, for one in N"),
      lie(Lie.NOT_VALIDATED, 100, "says that one ledger in N is not validated"),
      fault("claims-missing", 100, "does not have one in N of the ledgers that it claims",
          ClaimsMissing::new),
      fault("no-binary", "answers in JSON when asked for binary", new NoBinary()),
      fault("api-v1-only", "refuses version 2 of the API", new Version1Only()),
      spell("slow-down", XrplError.SLOW_DOWN, 20, 1, "slowDown to one ledger request in N"),
      spell("too-busy", XrplError.TOO_BUSY, 50, SPELL,
          "tooBusy to five ledger requests in a row, once in N"),
      spell("not-synced", XrplError.NOT_SYNCED, 50, SPELL,
          "notSynced to five ledger requests in a row, once in N"),
      spell("no-network", XrplError.NO_NETWORK, 50, SPELL,
          "noNetwork to five ledger requests in a row, once in N"),
      spell("internal", XrplError.INTERNAL, 20, 1, "internal error to one ledger request in N"),
      spell("database", XrplError.DATABASE, 20, 1,
          "dbDeserialization to one ledger request in N"),
      spell("amendment-blocked", XrplError.AMENDMENT_BLOCKED, 1, 1,
          "amendmentBlocked to one ledger request in N"),
      transport("stall", Way.STALL, 20, "never answers one request in N"),
      transport("cut-frame", Way.CUT_FRAME, 50, "disconnects in the middle of one answer in N"),
      transport("disconnect", Way.DISCONNECT, 50, "disconnects before one answer in N"),
      transport("malformed", Way.MALFORMED, 50, "ends the JSON of one answer in N halfway"),
      transport("threshold-exceeded", Way.THRESHOLD_EXCEEDED, 50,
          "closes with 1008 instead of one answer in N, whatever the load"),
      change("lag", 10, "is N ledgers behind", XrplNodeOptions::withLag));

  private XrplFaults() {}

  /// All of them, in the order in which they are listed.
  public static List<Named> all() {
    return ALL;
  }

  /// The options with a fault added.
  ///
  /// @param text `NAME` or `NAME=N`
  /// @throws IllegalArgumentException if there is no such fault or N is no number for it
  public static XrplNodeOptions applied(String text, XrplNodeOptions options) {
    String[] parts = text.split("=", 2);
    Named fault = ALL.stream().filter(each -> each.name().equals(parts[0])).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("fault is none of "
            + ALL.stream().map(Named::name).toList() + ": " + parts[0]));
    if (parts.length == 1) {
      return fault.applied(options);
    }
    if (fault.usual().isEmpty()) {
      throw new IllegalArgumentException("fault " + parts[0] + " takes no number: " + text);
    }
    try {
      return fault.applied(options, Integer.parseInt(parts[1]));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("fault " + parts[0] + " wants another N: " + text, e);
    }
  }

  private static Named lie(Lie lie, int usual, String description) {
    return fault(lie.kind(), usual, description, n -> new Lies(lie, n));
  }

  private static Named spell(String name, XrplError error, int usual, int requests,
      String description) {
    return fault(name, usual, description, n -> new Spell(error.token(), n, requests));
  }

  private static Named transport(String name, Way way, int usual, String description) {
    return fault(name, usual, description, n -> new TransportFault(way, n));
  }

  private static Named fault(String name, int usual, String description,
      IntFunction<XrplFault> fault) {
    return change(name, usual, description, (node, n) -> node.withFault(fault.apply(n)));
  }

  private static Named fault(String name, String description, XrplFault fault) {
    return new Named(name, OptionalInt.empty(), description, (node, _) -> node.withFault(fault));
  }

  private static Named change(String name, int usual, String description,
      BiFunction<XrplNodeOptions, Integer, XrplNodeOptions> change) {
    return new Named(name, OptionalInt.of(usual), description, change);
  }

  /// A fault by name.
  ///
  /// @param name e.g. `truncate`
  /// @param usual the N that it has where none is said, or empty where it takes none
  /// @param description one line, with `N` for the number
  /// @param change of the options; its number means nothing where `usual` is empty
  public record Named(String name, OptionalInt usual, String description,
      BiFunction<XrplNodeOptions, Integer, XrplNodeOptions> change) {
    /// The options with this fault added, as usual.
    public XrplNodeOptions applied(XrplNodeOptions options) {
      return applied(options, usual.orElse(0));
    }

    /// The options with this fault added.
    public XrplNodeOptions applied(XrplNodeOptions options, int n) {
      return change.apply(options, n);
    }
  }
}
