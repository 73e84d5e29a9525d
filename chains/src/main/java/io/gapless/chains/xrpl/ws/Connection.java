package io.gapless.chains.xrpl.ws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.xrpl.XrplSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection, and the requests that are under way on it. The socket's thread only hands
/// messages over; a virtual thread parses them in their order, and gives each to who waits for its
/// id.
final class Connection implements FrameSocket.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Endpoint endpoint;
  private final XrplSettings settings;
  private final CloseReasons reasons;
  private final Watcher watcher;
  private final WatchedDraft.Watch watch = new WatchedDraft.Watch();
  private final FrameSocket socket;
  private final BlockingQueue<Optional<String>> inbox;
  private final AtomicBoolean lastIsIn = new AtomicBoolean();
  private final Calls calls;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private final AtomicReference<@Nullable Refusal> end = new AtomicReference<>();
  private volatile @Nullable Exception failure;
  /// Of the thread that reads.
  private boolean hasAnswered;

  private Connection(
      Endpoint endpoint, XrplSettings settings, CloseReasons reasons, Watcher watcher) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.reasons = reasons;
    this.watcher = watcher;
    calls = new Calls(settings, watcher::hasRoom);
    inbox = new ArrayBlockingQueue<>(settings.outstanding() + 1);
    socket = new FrameSocket(
        endpoint, settings, new WatchedDraft(settings.maxMessageBytes(), watch), this);
  }

  /// Told what happens to a connection, from any thread.
  interface Watcher {
    /// There is room for one more request.
    void hasRoom();

    /// It is of use: the server has given its first answer.
    void answers();

    /// It is of no use any more.
    void ended(Connection connection, Refusal why);
  }

  /// Connects, and waits until that is done or has failed.
  static Answer<Connection> open(
      Endpoint endpoint, XrplSettings settings, CloseReasons reasons, Watcher watcher) {
    var connection = new Connection(endpoint, settings, reasons, watcher);
    Thread.ofVirtual().name("xrpl-read " + endpoint).start(connection::read);
    connection.socket.connect();
    return connection.begin();
  }

  private Answer<Connection> begin() {
    boolean inTime = false;
    try {
      inTime = begun.await(settings.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!inTime) {
      HandshakeAnswer said = watch.handshake();
      end(said.refuses()
          ? reasons.refused(said)
          : new Refusal.Timeout(Said.of("no connection within " + settings.connectTimeout())));
    }
    Refusal why = end.get();
    return why == null ? Answer.of(this) : Answer.refused(why);
  }

  /// How many more requests it takes now.
  int room() {
    return end.get() == null ? calls.room() : 0;
  }

  /// Why it is of no use any more, if so.
  Optional<Refusal> ended() {
    return Optional.ofNullable(end.get());
  }

  /// Takes a place for one request, if there is one.
  boolean reserve() {
    return end.get() == null && calls.reserve();
  }

  /// Sends a request for which a place was taken, and waits for what comes of it.
  Answer<Message> ask(ObjectNode request) throws InterruptedException {
    Calls.Call call = calls.begin();
    Refusal over = end.get();
    if (over != null) {
      calls.answer(call.id(), Answer.refused(over));
    } else {
      send(request.put("id", call.id()).toString());
    }
    Answer<Message> answer = call.await(settings);
    return answer != null ? answer : late(call);
  }

  private void send(String request) {
    try {
      socket.send(request);
    } catch (WebsocketNotConnectedException e) {
      // It is being closed, which answers all that is under way.
      LOG.debug("{}: the connection closed before a request was sent", endpoint);
    }
  }

  private Answer<Message> late(Calls.Call call) {
    boolean silent = watch.receivedAt() - call.sentAt() < 0;
    if (silent || calls.areStuck()) {
      end(new Refusal.ServerFault(Said.of("the connection was given up: "
          + (silent ? "nothing came" : "half of its requests went unanswered") + " for "
          + settings.answerTimeout())));
    }
    return Answer.refused(
        new Refusal.Timeout(Said.of("no answer within " + settings.answerTimeout())));
  }

  /// Gives the connection up where half of what it takes has gone unanswered for too long.
  void endIfStuck() {
    if (calls.areStuck()) {
      end(new Refusal.ServerFault(Said.of("the connection was given up: half of its requests"
          + " went unanswered for " + settings.answerTimeout())));
    }
  }

  /// Refuses all that is under way, says goodbye to the server, and leaves after the time at most.
  void close(Refusal why, long nanos) throws InterruptedException {
    end.compareAndSet(null, why);
    calls.refuseAll(why);
    socket.close();
    if (!gone.await(nanos, TimeUnit.NANOSECONDS)) {
      socket.abort();
      gone.await();
    }
  }

  private void end(Refusal why) {
    if (end.compareAndSet(null, why)) {
      watcher.ended(this, why);
    }
    calls.refuseAll(why);
    socket.abort();
  }

  @Override
  public void opened() {
    begun.countDown();
  }

  @Override
  public void received(String text) {
    if (!lastIsIn.get()) {
      put(Optional.of(text));
    }
  }

  @Override
  public void failed(Exception cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  @Override
  public void closed(int code, String reason, boolean remote) {
    Refusal why = begun.getCount() > 0 ? notBegun() : reasons.closed(code, reason, remote);
    if (end.compareAndSet(null, why)) {
      watcher.ended(this, why);
    }
    begun.countDown();
    if (lastIsIn.compareAndSet(false, true)) {
      put(Optional.empty());
    }
  }

  private Refusal notBegun() {
    HandshakeAnswer said = watch.handshake();
    if (said.refuses()) {
      return reasons.refused(said);
    }
    Exception cause = failure;
    return cause != null
        ? reasons.failed(cause)
        : new Refusal.ServerFault(Said.of("the server does not take WebSocket connections"));
  }

  /// Does not give up on an interrupt: the library interrupts its timer while it closes a connection
  /// from there, and what is put last ends the thread that reads.
  private void put(Optional<String> message) {
    boolean interrupted = false;
    for (boolean done = false; !done;) {
      try {
        inbox.put(message);
        done = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Deals with messages until the connection is closed, then with those who wait in vain.
  private void read() {
    try {
      for (var next = inbox.take(); next.isPresent(); next = inbox.take()) {
        read(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lastIsIn.set(true);
      inbox.clear();
      end(ended().orElseGet(() -> new Refusal.ServerFault(Said.of("the connection ended"))));
      gone.countDown();
    }
  }

  private void read(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      String line = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      end(new Refusal.BadAnswer(Said.of(endpoint.redact("not JSON: " + line))));
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    if (json.isObject()) {
      give(new Message(json, bytes.length));
    } else {
      end(new Refusal.BadAnswer(Said.of("not a JSON object")));
    }
  }

  private void give(Message message) {
    JsonNode id = message.json().path("id");
    if (id.isIntegralNumber() && id.canConvertToLong() && calls.had(id.asLong())) {
      if (!hasAnswered) {
        hasAnswered = true;
        watcher.answers();
      }
      calls.answer(id.asLong(), Answer.of(message));
    } else if (message.error().isPresent()) {
      // Which request it refuses cannot be told.
      calls.answerAll(Answer.of(message));
    } else if (message.json().has("id") || message.json().has("result")) {
      String shown = id.isMissingNode() ? "none" : id.toString();
      end(new Refusal.BadAnswer(Said.of(endpoint.redact(
          "an answer to what was never asked: id " + shown.substring(0, Math.min(40,
              shown.length()))))));
    }
  }
}
