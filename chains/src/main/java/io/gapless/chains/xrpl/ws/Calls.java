package io.gapless.chains.xrpl.ws;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.xrpl.XrplSettings;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The requests that are under way on one connection, and the places that they take. A request that
/// nobody waits for any more keeps its place until its answer is there, so that the server never has
/// more of them than it takes. For any thread.
final class Calls {

  private final XrplSettings settings;
  private final Runnable onRoom;
  private final Semaphore room;
  private final Map<Long, Call> underWay = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();

  /// @param onRoom told when there is room for one more
  Calls(XrplSettings settings, Runnable onRoom) {
    this.settings = settings;
    this.onRoom = onRoom;
    room = new Semaphore(settings.outstanding());
  }

  /// A request that is under way.
  ///
  /// @param sentAt by [System#nanoTime]
  record Call(long id, long sentAt, BlockingQueue<Answer<Message>> answer) {

    /// Waits for the answer; null where none comes in time.
    @Nullable
    Answer<Message> await(XrplSettings settings) throws InterruptedException {
      return answer.poll(settings.answerTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /// How many more there is room for.
  int room() {
    return room.availablePermits();
  }

  /// Takes a place for one request, if there is one.
  boolean reserve() {
    return room.tryAcquire();
  }

  /// A request for which a place was taken.
  Call begin() {
    var call = new Call(
        lastId.incrementAndGet(), System.nanoTime(), new ArrayBlockingQueue<>(1));
    underWay.put(call.id, call);
    return call;
  }

  /// Whether a request had this id.
  boolean had(long id) {
    return id > 0 && id <= lastId.get();
  }

  /// Answers a request; one that was answered before, or is not waited for, needs no more.
  void answer(long id, Answer<Message> answer) {
    Call call = underWay.remove(id);
    if (call != null) {
      call.answer.add(answer);
      room.release();
      onRoom.run();
    }
  }

  /// Answers all that are under way.
  void answerAll(Answer<Message> answer) {
    underWay.keySet().forEach(id -> answer(id, answer));
  }

  /// A message that cannot be used is an answer to the one request that is under way; where there are
  /// several, nobody knows whose it was, and all may be asked again.
  void refuseAll(Refusal why) {
    boolean unclear = why instanceof Refusal.BadAnswer && underWay.size() > 1;
    answerAll(Answer.refused(unclear ? new Refusal.ServerFault(why.said()) : why));
  }

  /// Whether half of what the connection takes has gone unanswered for too long.
  boolean areStuck() {
    long now = System.nanoTime();
    long timeout = settings.answerTimeout().toNanos();
    long late = underWay.values().stream().filter(call -> now - call.sentAt >= timeout).count();
    return late * 2 >= settings.outstanding();
  }
}
