package io.gapless.cli.realchain.market;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Type;

/// What each transaction moved to and from each holder, in the story's collateral and in tokens for
/// it: once as the book has it, once as the logs have it.
final class NetFlows {

  private final Map<String, Wallet> holders;
  private final Map<BigInteger, Outcome> outcomes;
  private final Map<String, Long> net = new TreeMap<>();

  private NetFlows(MarketStory story) {
    holders = story.cast().everybody().stream()
        .collect(Collectors.toMap(Wallet::address, wallet -> wallet));
    outcomes = story.conditions().stream().flatMap(condition -> condition.outcomes().stream())
        .collect(Collectors.toMap(Outcome::position, outcome -> outcome));
  }

  /// Amounts other than zero by transaction, holder and asset.
  static Map<String, Long> ofBook(MarketStory story) {
    var flows = new NetFlows(story);
    for (var entry : story.book().entries()) {
      var hash = story.hash(entry);
      flows.add(hash, entry.holder(), "cash", entry.cash());
      for (var outcome : entry.condition().outcomes()) {
        flows.add(hash, entry.holder(), outcome.toString(),
            entry.shares().get(outcome.index()));
      }
    }
    return flows.nonZero();
  }

  /// The same of the transactions that moved tokens, by the transfers in the logs.
  static Map<String, Long> ofLogs(MarketStory story, MarketLogs logs) {
    var flows = new NetFlows(story);
    for (var transfer : logs.tokenTransfers(story.contracts().ctf())) {
      var ids = ids(transfer);
      var amounts = list(transfer.values().getNonIndexedValues().getLast());
      for (int i = 0; i < ids.size(); i++) {
        var outcome = flows.outcomes.get(ids.get(i));
        if (outcome != null) {
          flows.move(transfer, 1, outcome.toString(), amounts.get(i));
        }
      }
    }
    var traded = flows.net.keySet().stream().map(key -> key.substring(0, key.indexOf(' ')))
        .collect(Collectors.toSet());
    for (var transfer : logs.moneyTransfers(story.contracts().collateral())) {
      if (traded.contains(transfer.transaction())) {
        flows.move(transfer, 0, "cash",
            list(transfer.values().getNonIndexedValues().getFirst()).getFirst());
      }
    }
    return flows.nonZero();
  }

  /// Which tokens a transfer moves, in its order.
  static List<BigInteger> ids(MarketLogs.Transfer transfer) {
    return list(transfer.values().getNonIndexedValues().getFirst());
  }

  private void move(MarketLogs.Transfer transfer, int from, String asset, BigInteger amount) {
    var addresses = transfer.values().getIndexedValues();
    var sender = holders.get(addresses.get(from).getValue().toString());
    var receiver = holders.get(addresses.get(from + 1).getValue().toString());
    add(transfer.transaction(), sender, asset, -amount.longValueExact());
    add(transfer.transaction(), receiver, asset, amount.longValueExact());
  }

  private void add(String transaction, @Nullable Wallet holder, String asset, long amount) {
    if (holder != null) {
      net.merge(transaction + " " + holder + " " + asset, amount, Long::sum);
    }
  }

  private Map<String, Long> nonZero() {
    net.values().removeIf(amount -> amount == 0);
    return net;
  }

  /// Numbers, or one as a list of one.
  private static List<BigInteger> list(Type<?> value) {
    return value instanceof DynamicArray<?> array
        ? array.getValue().stream().map(item -> (BigInteger) item.getValue()).toList()
        : List.of((BigInteger) value.getValue());
  }
}
