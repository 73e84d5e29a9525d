package io.gapless.cli.realchain.market;

import io.gapless.cli.realchain.market.Entry.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What everybody in the story did, kept while they do it and without a look at the chain. Amounts
/// are millionths of a dollar or of a share.
public final class Book {

  /// Gains and losses up to this, a cent, are neither.
  public static final long DUST = 10_000;

  private final List<Entry> entries = new ArrayList<>();
  private final Map<Wallet, Long> outside = new HashMap<>();

  void enter(Entry entry) {
    entries.add(entry);
  }

  /// Collateral that came or went without a condition.
  void fund(Wallet wallet, long amount) {
    outside.merge(wallet, amount, Long::sum);
  }

  /// Everything that was done in conditions, in the order in which it was.
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /// What a wallet has of the collateral.
  public long collateral(Wallet wallet) {
    return outside.getOrDefault(wallet, 0L) + cash(wallet);
  }

  /// Collateral that the contract of conditional tokens holds.
  public long locked() {
    return -entries.stream().mapToLong(Entry::cash).sum();
  }

  /// Shares that a wallet holds of an outcome.
  public long shares(Wallet wallet, Outcome outcome) {
    return of(wallet, outcome.condition())
        .mapToLong(entry -> entry.shares().get(outcome.index())).sum();
  }

  /// Shares that a wallet holds of each outcome of a condition.
  public List<Long> shares(Wallet wallet, Condition condition) {
    return condition.outcomes().stream().map(outcome -> shares(wallet, outcome)).toList();
  }

  /// What a wallet received in a condition without what it paid.
  public long cash(Wallet wallet, Condition condition) {
    return of(wallet, condition).mapToLong(Entry::cash).sum();
  }

  /// What a wallet received in all conditions without what it paid.
  public long cash(Wallet wallet) {
    return entries.stream().filter(entry -> entry.holder().equals(wallet)).mapToLong(Entry::cash)
        .sum();
  }

  /// What a wallet paid in a condition, as a positive number.
  public long paid(Wallet wallet, Condition condition) {
    return -of(wallet, condition).mapToLong(entry -> Math.min(entry.cash(), 0)).sum();
  }

  /// What a wallet received in a condition.
  public long received(Wallet wallet, Condition condition) {
    return of(wallet, condition).mapToLong(entry -> Math.max(entry.cash(), 0)).sum();
  }

  /// Shares of an outcome that were given to a wallet.
  public long giftsIn(Wallet wallet, Outcome outcome) {
    return gifts(wallet, outcome, shares -> Math.max(shares, 0));
  }

  /// Shares of an outcome that a wallet gave away, as a positive number.
  public long giftsOut(Wallet wallet, Outcome outcome) {
    return gifts(wallet, outcome, shares -> Math.max(-shares, 0));
  }

  /// Profit in a resolved condition, whether shares were redeemed or not; 0 without a resolution.
  public long realized(Wallet wallet, Condition condition) {
    return condition.resolved()
        ? cash(wallet, condition) + condition.value(shares(wallet, condition))
        : 0;
  }

  /// Profit in all resolved conditions.
  public long realized(Wallet wallet) {
    return conditions(wallet).stream().mapToLong(condition -> realized(wallet, condition)).sum();
  }

  /// Resolved conditions in which a wallet won more than dust.
  public long wins(Wallet wallet) {
    return conditions(wallet).stream().filter(condition -> realized(wallet, condition) > DUST)
        .count();
  }

  /// Resolved conditions in which a wallet lost more than dust.
  public long losses(Wallet wallet) {
    return conditions(wallet).stream().filter(condition -> realized(wallet, condition) < -DUST)
        .count();
  }

  /// Conditions in which a wallet did or got anything.
  public Set<Condition> conditions(Wallet wallet) {
    return entries.stream().filter(entry -> entry.holder().equals(wallet)).map(Entry::condition)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// Whether a wallet's collateral for a condition cannot be told from its collateral for another,
  /// because one transaction moved both. Its total over the conditions can.
  public boolean ambiguous(Wallet wallet, Condition condition) {
    return of(wallet, condition).anyMatch(entry -> entries.stream()
        .anyMatch(other -> other.transaction() == entry.transaction()
            && other.holder().equals(wallet) && !other.condition().equals(condition)
            && other.cash() != 0));
  }

  /// What the exchange charged in a condition: the collateral, and what the shares came to be
  /// worth; 0 without a resolution.
  public long fees(Condition condition) {
    return charged(condition).mapToLong(
        entry -> condition.resolved() ? entry.cash() + condition.value(entry.shares()) : 0).sum();
  }

  /// Collateral that the exchange charged in a condition.
  public long feesInCash(Condition condition) {
    return charged(condition).mapToLong(Entry::cash).sum();
  }

  /// What wallets moved, each in each transaction: its net collateral, or where there is none its
  /// shares at a dollar each. What comes to a receiver of fees is not counted.
  public long volume() {
    return Volume.of(entries);
  }

  /// The part of the volume that a wallet moved as collateral against shares of one condition, all
  /// of them in the same direction.
  public long plainVolume() {
    return Volume.plain(entries);
  }

  private Stream<Entry> charged(Condition condition) {
    return entries.stream().filter(
        entry -> entry.kind() == Kind.FEE && entry.condition().equals(condition));
  }

  private long gifts(Wallet wallet, Outcome outcome, ToLongFunction<Long> part) {
    return of(wallet, outcome.condition()).filter(entry -> entry.kind() == Kind.GIFT)
        .map(entry -> entry.shares().get(outcome.index())).mapToLong(part).sum();
  }

  private Stream<Entry> of(Wallet wallet, Condition condition) {
    return entries.stream()
        .filter(entry -> entry.holder().equals(wallet) && entry.condition().equals(condition));
  }
}
