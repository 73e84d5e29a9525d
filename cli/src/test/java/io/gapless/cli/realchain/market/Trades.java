package io.gapless.cli.realchain.market;

import io.gapless.cli.realchain.market.Entry.Kind;
import io.gapless.cli.realchain.market.Order.Match;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.StaticStruct;

/// What the exchange settles, and what the book says of it.
final class Trades {

  private final Stage stage;
  private int orders;

  Trades(Stage stage) {
    this.stage = stage;
  }

  /// Settles in one transaction.
  void settle(Match... matches) throws IOException {
    int transaction = stage.send(stage.cast().operator(), stage.contracts().exchange(), "settle",
        encoded(List.of(matches)));
    for (var match : matches) {
      stage.count(Emitted.MATCH, 1);
      enter(transaction, match.taker());
      for (var maker : match.makers()) {
        enter(transaction, maker);
        if (maker.buys() == match.taker().buys()) {
          stage.count(maker.buys() ? Emitted.SPLIT : Emitted.MERGE, 1);
        }
      }
    }
  }

  /// Sends what the exchange reverts.
  void settleInVain(Match... matches) throws IOException {
    stage.sendInVain(stage.cast().operator(), stage.contracts().exchange(), "settle",
        encoded(List.of(matches)));
  }

  private DynamicArray<StaticStruct> encoded(List<Match> matches) {
    var structs = new ArrayList<StaticStruct>();
    for (var match : matches) {
      structs.add(match.taker().encoded(true, nextName()));
      match.makers().forEach(maker -> structs.add(maker.encoded(false, nextName())));
    }
    return new DynamicArray<>(StaticStruct.class, structs);
  }

  private String nextName() {
    return "order " + orders++;
  }

  private void enter(int transaction, Order order) {
    var condition = order.outcome().condition();
    int index = order.outcome().index();
    boolean own = order.payer().equals(order.owner());
    if (order.buys()) {
      stage.book().enter(new Entry(transaction, own ? Kind.TRADE : Kind.TREAT, order.owner(),
          condition, own ? -order.cash() : 0,
          condition.only(index, order.shares() - order.fee())));
      if (!own) {
        stage.book().enter(new Entry(transaction, Kind.PAYMENT, order.payer(), condition,
            -order.cash(), condition.fullSet(0)));
      }
    } else {
      stage.book().enter(new Entry(transaction, Kind.TRADE, order.owner(), condition,
          order.cash() - order.fee(), condition.only(index, -order.shares())));
    }
    stage.count(Emitted.FILL, 1);
    if (order.fee() > 0) {
      stage.count(Emitted.FEE, 1);
      stage.book().enter(new Entry(transaction, Kind.FEE, stage.cast().feeReceiver(), condition,
          order.buys() ? 0 : order.fee(),
          condition.only(index, order.buys() ? order.fee() : 0)));
    }
  }
}
