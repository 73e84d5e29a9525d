package io.gapless.simulator.evm.limits;

/// The most that one `eth_getLogs` may ask for or give; 0 means any number.
///
/// @param spanCap most blocks of its range
/// @param resultCap most logs in its answer
/// @param responseBytesCap most bytes of its result
/// @param addressCap most addresses in its filter
public record LogCaps(int spanCap, int resultCap, long responseBytesCap, int addressCap) {
  /// No caps.
  public static final LogCaps NONE = new LogCaps(0, 0, 0, 0);

  public LogCaps {
    if (spanCap < 0) {
      throw new IllegalArgumentException("spanCap < 0: " + spanCap);
    }
    if (resultCap < 0) {
      throw new IllegalArgumentException("resultCap < 0: " + resultCap);
    }
    if (responseBytesCap < 0) {
      throw new IllegalArgumentException("responseBytesCap < 0: " + responseBytesCap);
    }
    if (addressCap < 0) {
      throw new IllegalArgumentException("addressCap < 0: " + addressCap);
    }
  }

  /// The same with another cap of blocks.
  public LogCaps withSpan(int spanCap) {
    return new LogCaps(spanCap, resultCap, responseBytesCap, addressCap);
  }

  /// The same with another cap of logs.
  public LogCaps withResults(int resultCap) {
    return new LogCaps(spanCap, resultCap, responseBytesCap, addressCap);
  }

  /// The same with another cap of bytes.
  public LogCaps withResponseBytes(long responseBytesCap) {
    return new LogCaps(spanCap, resultCap, responseBytesCap, addressCap);
  }

  /// The same with another cap of addresses.
  public LogCaps withAddresses(int addressCap) {
    return new LogCaps(spanCap, resultCap, responseBytesCap, addressCap);
  }

  /// A `factor`th of these, for chains so short that the real caps would never be met; spans not
  /// below ten blocks, results not below 100 logs, and the number of addresses as it is.
  public LogCaps scaled(int factor) {
    return new LogCaps((int) scaled(spanCap, factor, 10), (int) scaled(resultCap, factor, 100),
        scaled(responseBytesCap, factor, 50_000), addressCap);
  }

  private static long scaled(long cap, int factor, long least) {
    return Math.min(cap, Math.max(least, cap / factor));
  }
}
