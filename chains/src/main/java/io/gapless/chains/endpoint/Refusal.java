package io.gapless.chains.endpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Why a node did not answer what it was asked, in the words that decide what to do next.
public sealed interface Refusal {

  /// What the node really said.
  Said said();

  /// The raw words behind a refusal, without the endpoint's secrets and cut to a readable length.
  ///
  /// @param httpStatus the HTTP status, 0 where none came
  /// @param code the JSON-RPC error code, empty where none came
  /// @param text message, data or body in one line, at most [#MAX_LENGTH] characters
  record Said(int httpStatus, OptionalLong code, String text) {

    /// How much of a node's words is kept.
    public static final int MAX_LENGTH = 400;

    /// Words that did not come as a JSON-RPC error, such as a failed connection.
    public static Said of(String text) {
      return new Said(0, OptionalLong.empty(), text);
    }

    @Override
    public String toString() {
      var line = new StringBuilder();
      if (httpStatus != 0 && httpStatus != 200) {
        line.append("HTTP ").append(httpStatus).append(' ');
      }
      code.ifPresent(value -> line.append(value).append(' '));
      return line.append(text).toString();
    }
  }

  /// The range asks for too much: ask for fewer blocks.
  sealed interface TooLarge extends Refusal {}

  /// The endpoint never takes this many blocks, whatever they hold: a cap that lasts.
  ///
  /// @param maxBlocks how many blocks it takes, less than were asked; empty where it does not say
  record SpanCap(OptionalLong maxBlocks, Said said) implements TooLarge {}

  /// This query matched too much here: fewer blocks now, more again later.
  ///
  /// @param suggestedWidth how many blocks the node suggests, less than were asked; empty where it
  ///     suggests nothing that helps. Only the width: its bounds are not to be trusted
  record Density(OptionalLong suggestedWidth, Said said) implements TooLarge {}

  /// The filter names too many addresses or topics: ask in several calls.
  ///
  /// @param max how many it takes; empty where it does not say
  record TooManyAddresses(OptionalLong max, Said said) implements Refusal {}

  /// The plan is used up or unpaid: leave the endpoint alone for long.
  record Billing(Said said) implements Refusal {}

  /// Too many requests at once or per time: wait.
  ///
  /// @param pause how long the node asks to be left alone; empty where it does not say
  record Throttled(Optional<Duration> pause, Said said) implements Refusal {}

  /// The block number or tag, or the order of the bounds, is not understood.
  record BadBlockTag(Said said) implements Refusal {}

  /// The node does not have the blocks: ask another one.
  ///
  /// @param where which end of its history was passed
  record MissingData(Missing where, Said said) implements Refusal {}

  /// Which end of a node's history a block lies beyond.
  enum Missing {
    /// The node has not got that far.
    HEAD,
    /// The node has thrown it away, or keeps it from this plan.
    PRUNED,
    /// It does not say.
    UNKNOWN
  }

  /// No answer in time.
  record Timeout(Said said) implements Refusal {}

  /// The endpoint does not offer the method, to anyone or on this plan.
  record Unsupported(Said said) implements Refusal {}

  /// The key or token is missing or wrong.
  record Auth(Said said) implements Refusal {}

  /// The server failed, or could not be reached.
  record ServerFault(Said said) implements Refusal {}

  /// The node answered what cannot be true, or cannot be read: not to be used, kept as evidence.
  record BadAnswer(Said said) implements Refusal {}

  /// Words that no rule knows: try elsewhere, and report the text once.
  record Unknown(Said said) implements Refusal {}
}
