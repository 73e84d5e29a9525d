package io.gapless.fetcher.evm.records;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.Keccak256;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An event as a contract declares it, and where its logs have each parameter.
/// [The ABI of events](https://docs.soliditylang.org/en/latest/abi-spec.html#events)
///
/// @param topic0 the hash of its signature
/// @param parameters in the order of the declaration
record AbiEvent(Hash32 topic0, List<Parameter> parameters) {

  private static final Pattern DECLARATION = Pattern.compile("(?<name>\\w+)\\((?<list>.*)\\)");
  private static final Pattern PARAMETER =
      Pattern.compile("(?<type>\\S+)(?<indexed> indexed)? (?<name>\\w+)");

  /// A parameter.
  ///
  /// @param position where it is: the number of its topic if it is indexed, else the first byte in
  /// the data of its word
  record Parameter(String name, AbiType type, boolean indexed, int position) {}

  AbiEvent { parameters = List.copyOf(parameters); }

  /// Reads a declaration, e.g. `Transfer(address indexed from, address indexed to, uint256 value)`.
  ///
  /// @throws IllegalArgumentException if it is none, or has a type that [AbiType] has not
  static AbiEvent of(String declaration) {
    var event = matched(DECLARATION, declaration);
    var parameters = new ArrayList<Parameter>();
    int topics = 1;
    int head = 0;
    for (var text : event.group("list").split(", ", -1)) {
      var one = matched(PARAMETER, text);
      var type = AbiType.of(one.group("type"));
      boolean indexed = one.group("indexed") != null;
      if (indexed && type.isDynamic()) {
        throw new IllegalArgumentException("a topic has only the hash of " + text);
      }
      parameters.add(new Parameter(one.group("name"), type, indexed, indexed ? topics++ : head));
      head += indexed ? 0 : AbiWords.WORD;
    }
    var signature = parameters.stream().map(parameter -> parameter.type().solidity())
        .collect(Collectors.joining(",", event.group("name") + "(", ")"));
    return new AbiEvent(Hash32.of(Keccak256.hash(signature.getBytes(US_ASCII))), parameters);
  }

  /// Whether the log is one of this event and exactly what a compiler writes: its parameters could
  /// be encoded again to the same topics and data, so that no byte is lost in a record of them.
  boolean fits(EvmLog log) {
    if (!isOf(log) || log.topicCount != 1 + count(true)) {
      return false;
    }
    // what is dynamic follows the words, without a gap
    int end = count(false) * AbiWords.WORD;
    if (log.dataLength < end) {
      return false;
    }
    for (var parameter : parameters) {
      if (parameter.type().isDynamic()) {
        end = AbiWords.endOfDynamic(log, parameter.position(), end, parameter.type());
        if (end < 0) {
          return false;
        }
      } else if (!(parameter.indexed()
          ? parameter.type().admits(log.topics[parameter.position()], 0)
          : parameter.type().admits(log.data, parameter.position()))) {
        return false;
      }
    }
    return end == log.dataLength;
  }

  /// Whether the log has the event's topic0.
  boolean isOf(EvmLog log) {
    return log.topicCount > 0 && topic0.hasBytes(log.topics[0]);
  }

  private int count(boolean indexed) {
    int count = 0;
    for (var parameter : parameters) {
      count += parameter.indexed() == indexed ? 1 : 0;
    }
    return count;
  }

  private static MatchResult matched(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no declaration of an event: " + text);
    }
    return matcher.toMatchResult();
  }
}
