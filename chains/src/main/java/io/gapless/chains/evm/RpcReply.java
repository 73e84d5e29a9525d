package io.gapless.chains.evm;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A JSON-RPC answer as it was read, before ids and values were checked.
///
/// @param batch whether the answer was an array
/// @param members one a call, in the order of the answer
record RpcReply(boolean batch, List<Member> members) {

  /// The answer to one call.
  ///
  /// @param id the call's id, empty where there is none (or none that is a number)
  /// @param hasResult whether it has a result, which may be null
  /// @param result what the reader made of the result
  /// @param error the error, if any
  record Member(
      OptionalLong id,
      boolean hasResult,
      @Nullable Object result,
      @Nullable Fault error) {}

  /// A JSON-RPC error object.
  ///
  /// @param code its code, empty where it is not a number
  /// @param message its message, may be empty
  /// @param data its data as text or raw JSON, may be empty
  record Fault(OptionalLong code, String message, String data) {}
}
