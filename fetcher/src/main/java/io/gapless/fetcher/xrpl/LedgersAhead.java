package io.gapless.fetcher.xrpl;

import io.gapless.chains.endpoint.Endpoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.MDC;

/// The ledgers of a leaf in order, some of which are asked for before they are wanted: a ledger is a
/// request, and one after the other would take long. For one thread.
final class LedgersAhead implements AutoCloseable {

  private static final int AHEAD = 8;

  private final LedgerAsker asker;
  private final Set<Endpoint> barred;
  private final long last;
  private final Map<String, String> context = MDC.getCopyOfContextMap();
  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Future<LedgerAsker.Got>> ahead = new ArrayDeque<>();
  private long next;

  /// @param barred servers that are not to be asked
  LedgersAhead(LedgerAsker asker, long first, long last, Set<Endpoint> barred) {
    this.asker = asker;
    this.barred = barred;
    this.last = last;
    next = first;
  }

  /// What came of asking for the next ledger, of which there has to be one.
  LedgerAsker.Got next() throws InterruptedException {
    while (next <= last && ahead.size() < AHEAD) {
      long index = next++;
      ahead.add(asking.submit(() -> {
        MDC.setContextMap(context == null ? Map.of() : context);
        return asker.get(index, OptionalLong.empty(), barred);
      }));
    }
    try {
      return ahead.remove().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a ledger was not asked for: " + e.getCause(), e);
    }
  }

  /// Takes back what nobody will want.
  @Override
  public void close() {
    asking.shutdownNow();
  }
}
