package io.gapless.simulator.evm.faults;

import io.gapless.simulator.evm.faults.CallFault.EmptyLogs;
import io.gapless.simulator.evm.faults.CallFault.Errors;
import io.gapless.simulator.evm.faults.CallFault.LogsRefused;
import io.gapless.simulator.evm.faults.CallFault.NoTransactionIndex;
import io.gapless.simulator.evm.faults.CallFault.Pruned;
import io.gapless.simulator.evm.faults.CallFault.ThrottledCalls;
import io.gapless.simulator.evm.faults.CallFault.ThrottledRequests;
import io.gapless.simulator.evm.faults.CallFault.WrongChainId;
import io.gapless.simulator.evm.limits.Wordings;
import io.gapless.simulator.evm.rpc.Refusal;
import io.gapless.simulator.evm.rpc.RequestCounters;
import io.gapless.simulator.evm.rpc.RpcAnswer;
import io.gapless.simulator.evm.rpc.RpcCall;
import io.gapless.simulator.evm.rpc.RpcHandler;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Gives wrong answers to calls, as a plan says; hands on the rest.
public final class FaultyCalls implements RpcHandler {
  private static final int SINGLE = 1;

  private final RpcHandler next;
  private final FaultPlan plan;
  private final Wordings wordings;
  private final RequestCounters counters;
  private final AtomicLong sequence = new AtomicLong();

  /// Wraps a handler.
  public FaultyCalls(RpcHandler next, FaultPlan plan, Wordings wordings,
      RequestCounters counters) {
    this.next = next;
    this.plan = plan;
    this.wordings = wordings;
    this.counters = counters;
  }

  @Override
  public RpcAnswer answer(RpcCall call) {
    long number = sequence.incrementAndGet();
    for (CallFault fault : plan.of(CallFault.class)) {
      Optional<RpcAnswer> wrong = answer(fault, call, number);
      if (wrong.isPresent()) {
        counters.fault(fault.kind());
        return wrong.get();
      }
    }
    return next.answer(call);
  }

  private Optional<RpcAnswer> answer(CallFault fault, RpcCall call, long number) {
    boolean logs = call.method().equals("eth_getLogs");
    return switch (fault) {
      case Pruned pruned -> new PrunedHistory(pruned, next, wordings).answer(call);
      case EmptyLogs(var oneIn) when logs && plan.happens(fault, oneIn, number, SINGLE) ->
          Optional.of(RpcAnswer.empty());
      case LogsRefused() when logs ->
          Optional.of(RpcAnswer.refused(Refusal.UNSUPPORTED, -32005, "limit exceeded"));
      case NoTransactionIndex() when byTransaction(call) -> Optional.of(RpcAnswer.none());
      case Errors(var oneIn, var code, var message) when plan.happens(fault, oneIn, number,
          SINGLE) ->
          Optional.of(RpcAnswer.refused(Refusal.FAILED, code, message));
      case ThrottledCalls(var oneIn) when plan.happens(fault, oneIn, number, SINGLE) ->
          Optional.of(wordings.refuse(Refusal.THROTTLED, 1));
      case WrongChainId(var id) -> switch (call.method()) {
        case "eth_chainId" -> Optional.of(new RpcAnswer.Result(out -> out.quantity(id)));
        case "net_version" -> Optional.of(new RpcAnswer.Result(out -> out.raw("\"" + id + "\"")));
        default -> Optional.empty();
      };
      case EmptyLogs _,LogsRefused _,NoTransactionIndex _,Errors _,ThrottledCalls _,ThrottledRequests _ ->
          Optional.empty();
    };
  }

  private static boolean byTransaction(RpcCall call) {
    return switch (call.method()) {
      case "eth_getTransactionByHash", "eth_getTransactionReceipt" -> true;
      default -> false;
    };
  }
}
