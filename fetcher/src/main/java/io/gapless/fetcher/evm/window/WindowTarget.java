package io.gapless.fetcher.evm.window;

import io.gapless.chains.evm.EvmLog;

/// Takes the logs of a window as they come in. They count only once the whole window does.
public interface WindowTarget {

  /// Takes a log, whose buffers hold the next one as soon as this returns.
  ///
  /// @param blockTimestamp its block's time in seconds since 1970
  void add(EvmLog reused, long blockTimestamp);

  /// Forgets the window's logs: its answer was not to be used.
  void drop();
}
