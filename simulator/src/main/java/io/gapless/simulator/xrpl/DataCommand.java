package io.gapless.simulator.xrpl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.rpc.Outcome;

/// A command that asks for what is in ledgers, and which a node that is out of order does not answer.
interface DataCommand {
  /// Answers a request of a version of the API.
  Outcome answer(ObjectNode request, int apiVersion);
}
