package io.gapless.examples.orders;

import io.gapless.processes.EventRange;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.Request;
import java.util.function.Consumer;

/// Three orders and what becomes of them, told in lines.
public final class OrderStory {

  /// Namespace of the orders.
  public static final String NAMESPACE = "orders";

  private final Processes processes;
  private final String prefix;
  private final Consumer<String> out;

  /// @param prefix of the orders' ids, so that they are new
  /// @param out told each line
  public OrderStory(Processes processes, String prefix, Consumer<String> out) {
    this.processes = processes;
    this.prefix = prefix;
    this.out = out;
  }

  /// Tells it; takes as long as two time-outs.
  public void tell() throws InterruptedException {
    var paid = place("apples", "three apples");
    var forgotten = place("books", "two books");
    var refused = place("cup", "a cup");

    call(paid, "pay 3", "payment-1");
    call(paid, "pay 3", "payment-1"); // sent twice: paid once
    call(paid, "ship", "shipment-1");
    call(refused, "pay 0", "payment-2");
    call(refused, "pay 5", "payment-3");
    out.accept(refused.id() + " is repaired");
    var _ = processes.repair(refused, Request.of("another card"));
    call(refused, "pay 5", "payment-4");
    awaitState(forgotten, "cancelled");
    call(forgotten, "pay 9", "payment-5");

    out.accept("");
    for (var order : new ProcessId[]{paid, forgotten, refused}) {
      show(order);
    }
  }

  private ProcessId place(String name, String what) throws InterruptedException {
    var id = new ProcessId(NAMESPACE, prefix + name);
    var _ = processes.init(id, Request.of(what).withKey("place"));
    out.accept(id.id() + " is placed");
    return id;
  }

  private void call(ProcessId id, String what, String key) throws InterruptedException {
    try {
      var answer = processes.call(id, Request.of(what).withKey(key));
      out.accept(id.id() + " " + what + " (" + key + "): "
          + answer.response().map(said -> said.text()).orElse("done"));
    } catch (ProcessException e) {
      out.accept(id.id() + " " + what + " (" + key + "): refused, " + e.getMessage());
    }
  }

  private void awaitState(ProcessId id, String state) throws InterruptedException {
    while (!processes.get(id, EventRange.ALL.limited(0), Freshness.OWN_WRITES).process()
        .metadata().getOrDefault("state", "").equals(state)) {
      Thread.sleep(50);
    }
  }

  private void show(ProcessId id) throws InterruptedException {
    var order = processes.get(id, EventRange.ALL, Freshness.OWN_WRITES);
    out.accept(id.id() + ", " + order.process().metadata().get("state") + ":");
    order.history().forEach(event -> out.accept("  " + event.eventId() + "  " + event.at() + "  "
        + event.payload().text()));
  }
}
