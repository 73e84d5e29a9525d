package io.gapless.cli.realchain.market;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// A question that was prepared at the contract of conditional tokens.
///
/// @param id as the contract computes it: `0x` and 64 digits in lower case
/// @param questionId in the same form
/// @param oracle who alone may answer
/// @param positions ids of the outcomes' tokens for the story's collateral, as the contract computes
///     them
public record Condition(Question question, String id, String questionId, String oracle,
    List<BigInteger> positions) {

  /// Makes a copy of the positions.
  public Condition { positions = List.copyOf(positions); }

  /// How many answers there are.
  public int outcomeCount() {
    return positions.size();
  }

  /// Whether the oracle answered before the story's end.
  public boolean resolved() {
    return !question.payouts().isEmpty();
  }

  /// What the oracle reported, or nothing.
  public List<Long> payouts() {
    return question.payouts();
  }

  /// All outcomes, in the order of their indexes.
  public List<Outcome> outcomes() {
    return IntStream.range(0, outcomeCount()).mapToObj(this::outcome).toList();
  }

  /// An outcome by its index.
  public Outcome outcome(int index) {
    return new Outcome(this, index);
  }

  /// What shares are worth at the payouts, each outcome's rounded down as a redemption does it.
  long value(List<Long> shares) {
    long denominator = payouts().stream().mapToLong(Long::longValue).sum();
    long value = 0;
    for (int i = 0; i < shares.size(); i++) {
      value += Math.multiplyExact(shares.get(i), payouts().get(i)) / denominator;
    }
    return value;
  }

  /// The same amount of each outcome.
  List<Long> fullSet(long amount) {
    return Collections.nCopies(outcomeCount(), amount);
  }

  /// An amount of one outcome.
  List<Long> only(int index, long amount) {
    var shares = new ArrayList<>(fullSet(0));
    shares.set(index, amount);
    return shares;
  }

  @Override
  public String toString() {
    return question.name();
  }
}
