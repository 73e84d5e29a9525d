package io.gapless.simulator.evm.rpc;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Counts the bytes that pass.
public final class CountingStream extends FilterOutputStream {
  private final RequestCounters counters;

  public CountingStream(OutputStream out, RequestCounters counters) {
    super(out);
    this.counters = counters;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    counters.bytes(length);
  }
}
