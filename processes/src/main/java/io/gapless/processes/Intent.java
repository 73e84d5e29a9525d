package io.gapless.processes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What user code wants after a step: applied whole or not at all.
///
/// ```java
/// return Intent.none().event(Payload.of("paid")).respond(Payload.of("thanks")).timeoutAt(tomorrow);
/// ```
///
/// @param events to add to the history, in order
/// @param action what becomes of the timer
/// @param response for the caller; empty answers just that it succeeded
/// @param refusal answers the caller with an error, though the step counts
/// @param auxState replaces the old one; empty keeps it
/// @param metadata replaces the old one; empty keeps it
/// @param publications records for topics, in order
/// @param failure puts the process into ERROR for this reason, though all else counts
public record Intent(List<NewHistoryEvent> events, Action action, Optional<Payload> response,
    Optional<String> refusal, Optional<Payload> auxState,
    Optional<Map<String, String>> metadata, List<Publication> publications,
    Optional<String> failure) {

  private static final Intent NONE = new Intent(List.of(), new Action.Keep(), Optional.empty(),
      Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  /// Takes copies.
  public Intent {
    events = List.copyOf(events);
    metadata = metadata.map(Map::copyOf);
    publications = List.copyOf(publications);
  }

  /// A record that a topic gets exactly once, in the transaction of all else that the step does.
  ///
  /// @param topic that exists
  /// @param partition of the topic; null: by the key, as producers choose
  /// @param key of the record
  /// @param value of the record
  public record Publication(String topic, @Nullable Integer partition, Payload key,
      Payload value) {}

  /// An event to add.
  ///
  /// @param eventId unique in the process, in any order; null: the next number
  /// @param at when it happened; null: when the step is completed
  /// @param metadata e.g. the format of the payload
  /// @param payload what happened
  public record NewHistoryEvent(@Nullable Long eventId, @Nullable Instant at,
      Map<String, String> metadata, Payload payload) {

    /// Takes a copy of the metadata.
    public NewHistoryEvent { metadata = Map.copyOf(metadata); }
  }

  /// What becomes of a process's timer.
  public sealed interface Action {

    /// It stays as it is; after a repair, the timeout that broke the process runs again.
    record Keep() implements Action {}

    /// A step of type TIMEOUT at that time; at once where it is not in the future.
    record TimeoutAt(Instant due) implements Action {}

    /// The process is removed at that time.
    record RemoveAt(Instant due) implements Action {}

    /// No timer: the process waits to be called.
    record Unset() implements Action {}

    /// The process is removed now.
    record Remove() implements Action {}
  }

  /// Nothing: the process stays as it is.
  public static Intent none() {
    return NONE;
  }

  /// And add an event, with the next number.
  public Intent event(Payload payload) {
    return event(new NewHistoryEvent(null, null, Map.of(), payload));
  }

  /// And add an event with an id of your choice.
  public Intent event(long eventId, Payload payload) {
    return event(new NewHistoryEvent(eventId, null, Map.of(), payload));
  }

  /// And add an event.
  public Intent event(NewHistoryEvent event) {
    var all = new ArrayList<>(events);
    all.add(event);
    return new Intent(all, action, response, refusal, auxState, metadata, publications,
        failure);
  }

  /// And answer the caller with this.
  public Intent respond(Payload answer) {
    return new Intent(events, action, Optional.of(answer), refusal, auxState, metadata,
        publications,
        failure);
  }

  /// And answer the caller with an error.
  public Intent refuse(String reason) {
    return new Intent(events, action, response, Optional.of(reason), auxState, metadata,
        publications,
        failure);
  }

  /// And keep this from now on.
  public Intent auxState(Payload state) {
    return new Intent(events, action, response, refusal, Optional.of(state), metadata, publications,
        failure);
  }

  /// And say this of the process from now on.
  public Intent metadata(Map<String, String> said) {
    return new Intent(events, action, response, refusal, auxState, Optional.of(said), publications,
        failure);
  }

  /// And write a record to a topic.
  public Intent publish(Publication publication) {
    return publish(List.of(publication));
  }

  /// And write records to topics, in this order.
  public Intent publish(List<Publication> more) {
    var all = new ArrayList<>(publications);
    all.addAll(more);
    return new Intent(events, action, response, refusal, auxState, metadata, all, failure);
  }

  /// And put the process into ERROR, though all else counts; its timer goes. A repair takes it up
  /// again.
  public Intent fail(String reason) {
    return new Intent(events, action, response, refusal, auxState, metadata, publications,
        Optional.of(reason));
  }

  /// And do this about the timer.
  public Intent action(Action wanted) {
    return new Intent(events, wanted, response, refusal, auxState, metadata, publications,
        failure);
  }

  /// And have a timeout at that time.
  public Intent timeoutAt(Instant due) {
    return action(new Action.TimeoutAt(due));
  }

  /// And have a timeout at once.
  public Intent timeoutNow() {
    return timeoutAt(Instant.EPOCH);
  }

  /// And remove the process at that time.
  public Intent removeAt(Instant due) {
    return action(new Action.RemoveAt(due));
  }

  /// And have no timer.
  public Intent unsetTimer() {
    return action(new Action.Unset());
  }

  /// And remove the process.
  public Intent remove() {
    return action(new Action.Remove());
  }
}
