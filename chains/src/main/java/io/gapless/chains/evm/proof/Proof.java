package io.gapless.chains.evm.proof;

import io.gapless.chains.evm.EvmLog;
import java.util.List;

/// What came of proving a block.
public sealed interface Proof {

  /// The block is what its hash says.
  ///
  /// @param outside logs of the block that its hash says nothing of, for the chain keeps them outside
  ///     of its roots; for most chains there are none
  record Proven(List<EvmLog> outside) implements Proof {

    /// Takes a copy of the list.
    public Proven { outside = List.copyOf(outside); }
  }

  /// The node said something that is not true.
  ///
  /// @param why what, in one line
  record Broken(String why) implements Proof {}

  /// Nobody can tell from what the node said: neither a fault of the node nor a proof.
  ///
  /// @param why what is missing, in one line
  record NotProvable(String why) implements Proof {}
}
