package io.gapless.chains.xrpl.ws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.xrpl.XrplSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// The connections to one server: opened as they are needed, and again, after a pause, when they are
/// lost. A request goes where most room is and waits where there is none. What goes wrong is a
/// refusal. For any thread; waiting is meant for virtual ones.
public final class ServerConnections implements AutoCloseable {

  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final Endpoint endpoint;
  private final XrplSettings settings;
  private final CloseReasons reasons;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Connection> open = new ArrayList<>();
  private final Backoff backoff;
  private final Connection.Watcher watcher = new Watcher();
  private boolean opening;
  private boolean closed;
  /// How many attempts to connect have failed, and how the last one did.
  private long failures;
  private Refusal lastFailure = new Refusal.ServerFault(Said.of("not connected"));

  /// Connects to nobody yet. Refuses an endpoint that is not `ws` or `wss` with an
  /// [IllegalArgumentException].
  public ServerConnections(Endpoint endpoint, XrplSettings settings, ErrorClassifier classifier,
      RandomGenerator random) {
    String scheme = String.valueOf(endpoint.uri().getScheme());
    if (!scheme.equalsIgnoreCase("ws") && !scheme.equalsIgnoreCase("wss")) {
      throw new IllegalArgumentException(
          "XRPL servers are asked over ws:// or wss://, not " + scheme + "://: " + endpoint);
    }
    this.endpoint = endpoint;
    this.settings = settings;
    reasons = new CloseReasons(endpoint, classifier, settings.maxMessageBytes());
    backoff = new Backoff(settings.firstRetry(), settings.longestRetry(), random);
  }

  /// Sends a request and waits for its answer, be it an error. Puts the `id` into the request.
  public Answer<Message> ask(ObjectNode request) throws InterruptedException {
    return switch (take()) {
      case Answer.Value<Connection>(Connection connection) -> connection.ask(request);
      case Answer.Refused<Connection>(Refusal refusal) -> Answer.refused(refusal);
    };
  }

  /// Takes a place for a request on a connection, and waits for one if need be.
  private Answer<Connection> take() throws InterruptedException {
    long start = System.nanoTime();
    lock.lockInterruptibly();
    try {
      long failuresBefore = failures;
      while (true) {
        if (closed) {
          return Answer.refused(clientClosed());
        }
        Optional<Connection> free =
            open.stream().max(Comparator.comparingInt(Connection::room));
        if (free.filter(Connection::reserve).isPresent()) {
          return Answer.of(free.get());
        }
        long now = System.nanoTime();
        long deadline = start + patience();
        boolean hopeless = open.isEmpty()
            && (failures > failuresBefore || backoff.waitNanos(now) > deadline - now);
        if (hopeless || now - deadline >= 0) {
          return Answer.refused(open.isEmpty() ? lastFailure : noRoom());
        }
        connectIfUseful(now);
        changed.awaitNanos(Math.min(deadline - now, nextChange(now)));
      }
    } finally {
      lock.unlock();
    }
  }

  private long patience() {
    long answer = settings.answerTimeout().toNanos();
    return open.isEmpty() ? Math.max(answer, settings.connectTimeout().toNanos()) : answer;
  }

  private boolean mayConnect() {
    return !opening && open.size() < settings.connections();
  }

  private void connectIfUseful(long now) {
    if (mayConnect() && backoff.waitNanos(now) == 0) {
      opening = true;
      Thread.ofVirtual().name("xrpl-connect " + endpoint).start(this::connect);
    }
  }

  /// How long until the clock alone changes something.
  private long nextChange(long now) {
    return mayConnect() ? backoff.waitNanos(now) : Long.MAX_VALUE;
  }

  private void connect() {
    Answer<Connection> outcome = Connection.open(endpoint, settings, reasons, watcher);
    if (settledTooLate(outcome)
        && outcome instanceof Answer.Value<Connection>(Connection unwanted)) {
      close(unwanted);
    }
  }

  /// Takes the new connection, or the failure; tells whether the client was closed meanwhile.
  private boolean settledTooLate(Answer<Connection> outcome) {
    lock.lock();
    try {
      opening = false;
      // A connection may have ended before it is known here.
      Optional<Refusal> why = switch (outcome) {
        case Answer.Value<Connection>(Connection connection) -> connection.ended();
        case Answer.Refused<Connection>(Refusal refusal) -> Optional.of(refusal);
      };
      why.ifPresent(refusal -> {
        failures++;
        lost(refusal);
      });
      if (!closed && why.isEmpty()
          && outcome instanceof Answer.Value<Connection>(Connection connection)) {
        open.add(connection);
      }
      changed.signalAll();
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void lost(Refusal why) {
    lastFailure = why;
    backoff.failed(System.nanoTime());
  }

  private Refusal noRoom() {
    open.stream().toList().forEach(Connection::endIfStuck);
    return new Refusal.Throttled(Optional.empty(), Said.of("too many concurrent requests: "
        + settings.capacity() + " were under way for " + settings.answerTimeout()));
  }

  private static Refusal clientClosed() {
    return new Refusal.ServerFault(Said.of("the client is closed"));
  }

  /// Refuses all that is under way, and leaves no connection and no thread behind.
  @Override
  public void close() {
    List<Connection> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(open);
      open.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    all.forEach(ServerConnections::close);
  }

  private static void close(Connection connection) {
    try {
      connection.close(clientClosed(), GOODBYE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Watcher implements Connection.Watcher {

    @Override
    public void hasRoom() {
      locked(changed::signal);
    }

    @Override
    public void answers() {
      locked(backoff::succeeded);
    }

    @Override
    public void ended(Connection connection, Refusal why) {
      locked(() -> {
        // One that never opened is counted where it was tried.
        if (open.remove(connection)) {
          lost(why);
        }
        changed.signalAll();
      });
    }

    private void locked(Runnable change) {
      lock.lock();
      try {
        change.run();
      } finally {
        lock.unlock();
      }
    }
  }
}
