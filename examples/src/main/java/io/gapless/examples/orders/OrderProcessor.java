package io.gapless.examples.orders;

import io.gapless.processes.Intent;
import io.gapless.processes.Payload;
import io.gapless.processes.Processor;
import io.gapless.processes.Step;
import io.gapless.processes.StepFailedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// An order: it is placed, reminds of its payment once, and is cancelled when none comes.
///
/// ```
/// init ──► awaiting ── call "pay N" ──────────────► paid ── call "ship" ──► shipped
///             │ time-out: remind, then again ▲
///             └── time-out: cancel ──► cancelled       repair: back to awaiting
/// ```
public final class OrderProcessor implements Processor {

  private final Duration patience;
  private final InstantSource clock;

  /// @param patience until a reminder, and from it until the order is cancelled
  public OrderProcessor(Duration patience, InstantSource clock) {
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public Intent process(Step step) {
    return switch (step.type()) {
      case INIT -> enter("awaiting").event(Payload.of("placed: " + step.args().text()))
          .timeoutAt(clock.instant().plus(patience));
      case CALL -> call(step);
      case TIMEOUT -> state(step).equals("reminded")
          ? enter("cancelled").event(Payload.of("cancelled: no payment came")).unsetTimer()
          : enter("reminded").event(Payload.of("reminded of the payment"))
              .timeoutAt(clock.instant().plus(patience));
      case REPAIR -> enter("awaiting").event(Payload.of("repaired: " + step.args().text()))
          .timeoutAt(clock.instant().plus(patience));
      case NOTIFY -> Intent.none().event(Payload.of("note: " + step.args().text()));
      case REMOVE -> Intent.none();
    };
  }

  private Intent call(Step step) {
    String asked = step.args().text();
    String state = state(step);
    if (asked.startsWith("pay ")) {
      return pay(asked.substring("pay ".length()), state);
    }
    if (asked.equals("ship")) {
      return state.equals("paid")
          ? enter("shipped").event(Payload.of("shipped")).respond(Payload.of("on its way"))
          : Intent.none().refuse("the order is " + state + ", and not paid");
    }
    return Intent.none().refuse("an order can be asked to `pay AMOUNT` or to `ship`");
  }

  private Intent pay(String amount, String state) {
    if (!state.equals("awaiting") && !state.equals("reminded")) {
      return Intent.none().refuse("the order is " + state + ": it takes no payment");
    }
    if (amount.equals("0")) {
      // what a payment service would say; the order is in ERROR until somebody repairs it
      throw new StepFailedException("the payment service refused the card");
    }
    return enter("paid").event(Payload.of("paid " + amount)).unsetTimer()
        .respond(Payload.of("thank you"));
  }

  private static String state(Step step) {
    return step.process().metadata().getOrDefault("state", "new");
  }

  private static Intent enter(String state) {
    return Intent.none().metadata(Map.of("state", state));
  }
}
