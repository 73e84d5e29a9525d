package io.gapless.fetcher.evm.window;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.LogsAnswer;
import io.gapless.fetcher.leaf.Evidence;
import io.gapless.fetcher.leaf.Patience;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads windows, each answered whole by one endpoint: asks one after the other until one answers,
/// or patience is over.
///
/// A window takes several requests, of which a node that fails now and then may always fail one: a
/// window that failed twice, in a way that may pass, is halved until one counts.
///
/// For one thread.
public final class WindowReader {

  private static final Logger log = LoggerFactory.getLogger(WindowReader.class);

  private final EndpointPool<EvmClient> pool;
  private final Question question;
  private final WindowTarget target;
  private final Patience patience;
  private final Set<Endpoint> excluded = new HashSet<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private String lastRefusal = "";
  private long retries;
  private int failures;
  private long narrowed = Long.MAX_VALUE;

  /// @param target where the question's logs go to
  public WindowReader(EndpointPool<EvmClient> pool, Question question, WindowTarget target,
      Patience patience) {
    this.pool = pool;
    this.question = question;
    this.target = target;
    this.patience = patience;
  }

  /// What came of reading.
  public sealed interface Read {}

  /// A window was answered. It counts once [#accept] is called.
  public record Window(BlockRange range, Endpoint endpoint, LogsAnswer answer) implements Read {}

  /// Nobody answered for too long.
  public record Stuck(String reason) implements Read {}

  /// Reads a window that begins where the rest does.
  ///
  /// @param barred endpoints that are not to be asked
  public Read read(BlockRange rest, Set<Endpoint> barred) throws InterruptedException {
    while (true) {
      var notToBeAsked = new HashSet<>(excluded);
      notToBeAsked.addAll(barred);
      var lease = pool.acquire(question.wanted(rest).without(notToBeAsked));
      if (lease.isEmpty()) {
        if (patience.isOver()) {
          return new Stuck(lastRefusal.isEmpty() ? "no endpoint could be asked" : lastRefusal);
        }
        // all endpoints were tried: each gets another chance
        patience.pause();
        excluded.clear();
        continue;
      }
      var endpoint = lease.get().endpoint();
      var window = rest.head(Math.min(question.width(endpoint), narrowed));
      var reply = question.ask(lease.get(), window, notToBeAsked);
      switch (reply.answer()) {
        case Answer.Value<LogsAnswer>(LogsAnswer answer) -> {
          question.answered(reply.endpoint(), window.size());
          return new Window(window, reply.endpoint(), answer);
        }
        case Answer.Refused<LogsAnswer>(Refusal refusal) -> {
          target.drop();
          note(reply.endpoint(), window, refusal);
          if (mayPass(refusal)) {
            narrow(window);
          }
          boolean again = question.refused(reply.endpoint(), window, refusal);
          if (!again) {
            excluded.add(reply.endpoint());
          } else if (!(refusal instanceof Refusal.Throttled)) {
            // something was learned
            patience.renew();
          } else if (patience.isOver()) {
            return new Stuck(lastRefusal);
          }
        }
      }
    }
  }

  /// The last window counts.
  public void accept() {
    excluded.clear();
    question.accepted();
    patience.renew();
    failures = 0;
    narrowed = narrowed > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : narrowed * 2;
  }

  /// The last window does not count: the next is asked of somebody else.
  public void reject(Endpoint endpoint, String reason) {
    retries++;
    lastRefusal = reason;
    excluded.add(endpoint);
  }

  /// The last window cannot be judged now: it is read again, a little later.
  ///
  /// @return false where patience is over
  public boolean postpone(BlockRange window, String reason) throws InterruptedException {
    retries++;
    lastRefusal = reason;
    if (patience.isOver()) {
      return false;
    }
    narrow(window);
    patience.pause();
    return true;
  }

  /// Answers that could not be true.
  public List<Evidence> evidence() {
    return evidence;
  }

  /// Requests sent so far.
  public long requests() {
    return question.requests();
  }

  /// Requests among them that came to nothing.
  public long retries() {
    return retries;
  }

  /// Whether the same window may be answered later.
  private static boolean mayPass(Refusal refusal) {
    return refusal instanceof Refusal.Throttled || refusal instanceof Refusal.Timeout
        || refusal instanceof Refusal.ServerFault || refusal instanceof Refusal.BadAnswer
        || refusal instanceof Refusal.Unknown;
  }

  private void narrow(BlockRange window) {
    failures++;
    if (failures > 1) {
      narrowed = Math.max(1, window.size() / 2);
    }
  }

  private void note(Endpoint endpoint, BlockRange window, Refusal refusal) {
    retries++;
    lastRefusal = endpoint + " for blocks " + window + ": " + refusal.said();
    log.debug("{}", lastRefusal);
    if (refusal instanceof Refusal.BadAnswer(var said)) {
      evidence.add(new Evidence(endpoint, window, lastRefusal, said.toString()));
    }
  }
}
