package io.gapless.chains.evm;

import java.io.IOException;
import java.io.InputStream;

/// Reads the answer to `eth_getLogs`, alone or in a batch with `eth_getBlockByNumber`, and shows
/// each log to a visitor as it streams by. The place for a faster parser than Jackson's.
interface LogParser {

  /// What a list of logs became.
  ///
  /// @param count how many logs it had
  record LogsRead(long count) {}

  /// Reads the body to its end. Results that are arrays are logs ([LogsRead]), objects are blocks
  /// ([EvmHeader]). What the visitor throws goes through; a log that lacks something is an
  /// [IllegalArgumentException], broken JSON or a broken connection an [IOException].
  RpcReply parse(InputStream body, LogVisitor visitor) throws IOException;
}
