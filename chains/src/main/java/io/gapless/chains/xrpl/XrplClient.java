package io.gapless.chains.xrpl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Missing;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.xrpl.answer.LedgerReader;
import io.gapless.chains.xrpl.answer.TransactionReader;
import io.gapless.chains.xrpl.ws.Message;
import io.gapless.chains.xrpl.ws.ServerConnections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Asks one XRPL server, over WebSocket. What a server says, a connection that fails and an answer
/// that cannot be right are refusals, never exceptions; the only exception is an interrupt. Calls
/// block, so run them on virtual threads; any number may run at once, and
/// [XrplSettings#capacity] of them are under way.
/// [Public API](https://xrpl.org/docs/references/http-websocket-apis)
public final class XrplClient implements AutoCloseable {

  private final Endpoint endpoint;
  private final ServerConnections connections;
  private final XrplErrors errors = new XrplErrors();
  private volatile Dialect dialect = Dialect.BEST;
  private volatile @Nullable ServerInfo lastInfo;
  private volatile long validated = -1;

  /// A client for a server (`ws` or `wss`; anything else is an [IllegalArgumentException]), not
  /// connected yet.
  ///
  /// @param random spreads attempts to connect again over time; used by one thread at a time
  public XrplClient(Endpoint endpoint, XrplSettings settings, ErrorClassifier classifier,
      RandomGenerator random) {
    this.endpoint = endpoint;
    connections = new ServerConnections(endpoint, settings, classifier, random);
  }

  /// Whom it asks.
  public Endpoint endpoint() {
    return endpoint;
  }

  /// The ledger with all its transactions, in binary form where the server gives it. It is the one
  /// that was asked for and validated, says the server; nothing is proven. A ledger that is not there
  /// is [Refusal.MissingData].
  public Answer<Weighed<XrplLedger>> ledger(long index) throws InterruptedException {
    return ask(way -> way.ledger(index, true), where(index))
        .then(message -> checked(message, index, LedgerReader::read));
  }

  /// The same without its transactions.
  public Answer<Weighed<LedgerHeader>> header(long index) throws InterruptedException {
    return ask(way -> way.ledger(index, false), where(index))
        .then(message -> checked(message, index, XrplClient::readBare))
        .map(ledger -> ledger.map(XrplLedger::header));
  }

  /// The validated transaction with this hash, in binary form, which is proven to make the hash. One
  /// that is not there, for the server may lack its ledger, and one that is not validated yet is
  /// [Refusal.MissingData]. A JSON form with fields that are not known here, of which nobody can tell
  /// whether it makes the hash, is [Refusal.Unknown].
  public Answer<Weighed<LocatedTransaction>> transaction(Hash32 hash) throws InterruptedException {
    return ask(way -> way.transaction(hash), Missing.UNKNOWN)
        .then(message -> validated(message, hash))
        .then(message -> value(message, result -> TransactionReader.read(result, hash)))
        .then(this::proven);
  }

  /// What the server says about itself.
  public Answer<Weighed<ServerInfo>> serverInfo() throws InterruptedException {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("command", "server_info");
    return connections.ask(request)
        .then(message -> withoutError(message, request, Missing.UNKNOWN))
        .then(message -> value(message, ServerInfoReader::read))
        .map(info -> {
          lastInfo = info.value();
          validated = Math.max(validated, info.value().validatedLedger().orElse(-1));
          return info;
        });
  }

  /// The newest ledger that the server was seen to have validated; empty where it was not asked.
  public OptionalLong newestSeen() {
    long newest = validated;
    return newest < 0 ? OptionalLong.empty() : OptionalLong.of(newest);
  }

  /// Refuses what is under way, and leaves no connection and no thread behind.
  @Override
  public void close() {
    connections.close();
  }

  /// Asks in the best way that the server is known to understand, then in simpler ones, and remembers
  /// which was answered.
  ///
  /// @param where what is missing if the server does not have it
  private Answer<Message> ask(Function<Dialect, ObjectNode> question, Missing where)
      throws InterruptedException {
    Optional<Dialect> next = Optional.of(dialect);
    Answer<Message> answer = Answer.refused(new Refusal.Unknown(Said.of("not asked")));
    while (next.isPresent()) {
      Dialect way = next.get();
      ObjectNode request = question.apply(way);
      Answer<Message> raw = connections.ask(request);
      answer = raw.then(message -> withoutError(message, request, where));
      if (answer instanceof Answer.Value<Message>) {
        dialect = way;
      }
      next = raw instanceof Answer.Value<Message>(Message message)
          ? message.error().flatMap(error -> way.after(error.path("error").asText()))
          : Optional.empty();
    }
    return answer;
  }

  private Answer<Message> withoutError(Message message, ObjectNode request, Missing where) {
    return message.error()
        .<Answer<Message>>map(error -> Answer
            .refused(errors.refusal(endpoint, error, request, where)))
        .orElseGet(() -> Answer.of(message));
  }

  /// One in an open ledger may still come to nothing.
  private static Answer<Message> validated(Message message, Hash32 hash) {
    JsonNode result = message.result();
    return result.isObject() && !result.path("validated").asBoolean(false)
        ? Answer.refused(new Refusal.MissingData(Missing.HEAD, Said.of(
            "the server does not say that transaction " + hash.toUpperHex() + " is validated")))
        : Answer.of(message);
  }

  private Answer<Weighed<LocatedTransaction>> proven(Weighed<LocatedTransaction> located) {
    XrplTransaction transaction = located.value().transaction();
    return transaction.whyNotBinary()
        .<Answer<Weighed<LocatedTransaction>>>map(why -> Answer.refused(new Refusal.Unknown(
            Said.of(endpoint.redact(transaction + " cannot be proven: " + why)))))
        .orElseGet(() -> Answer.of(located));
  }

  /// Which end of the server's history a ledger lies beyond that it does not have.
  private Missing where(long index) {
    ServerInfo info = lastInfo;
    if (validated >= 0 && index > validated) {
      return Missing.HEAD;
    }
    boolean isBeforeAll = info != null && !info.completeLedgers().isEmpty()
        && index < info.completeLedgers().getFirst().first();
    return isBeforeAll ? Missing.PRUNED : Missing.UNKNOWN;
  }

  private Answer<Weighed<XrplLedger>> checked(
      Message message, long index, Function<JsonNode, XrplLedger> reader) {
    return value(message, result -> {
      requireValidated(result);
      long named = result.path("ledger_index").asLong(index);
      XrplLedger ledger = reader.apply(result);
      if (named != index || ledger.header().index() != index) {
        throw new IllegalArgumentException("asked for ledger " + index + ", got ledger "
            + (named != index ? named : ledger.header().index()));
      }
      return ledger;
    });
  }

  private static XrplLedger readBare(JsonNode result) {
    if (result.path("ledger") instanceof ObjectNode ledger) {
      // Nothing was asked for, and none is what a reader of whole ledgers wants to see.
      ledger.putArray("transactions");
    }
    return LedgerReader.read(result);
  }

  private static void requireValidated(JsonNode result) {
    if (!result.path("validated").asBoolean(false)) {
      throw new IllegalArgumentException("the server does not say that the ledger is validated");
    }
  }

  private <T> Answer<Weighed<T>> value(Message message, Function<JsonNode, T> reader) {
    try {
      if (!message.result().isObject()) {
        throw new IllegalArgumentException("the answer has no result");
      }
      return Answer.of(new Weighed<>(
          reader.apply(message.result()), message.bytes(), message.load()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return Answer.refused(new Refusal.BadAnswer(Said.of(endpoint.redact("bad answer: " + line))));
    }
  }
}
