package io.gapless.simulator.evm;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Counts the bytes that pass.
final class CountingStream extends FilterOutputStream {
  private final RequestCounters counters;

  CountingStream(OutputStream out, RequestCounters counters) {
    super(out);
    this.counters = counters;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    counters.bytes(length);
  }
}
