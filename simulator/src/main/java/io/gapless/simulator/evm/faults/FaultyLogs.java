package io.gapless.simulator.evm.faults;

import io.gapless.simulator.evm.faults.LogFault.AlterLogs;
import io.gapless.simulator.evm.faults.LogFault.CapSilently;
import io.gapless.simulator.evm.faults.LogFault.DuplicateLogs;
import io.gapless.simulator.evm.faults.LogFault.OmitBlocks;
import io.gapless.simulator.evm.faults.LogFault.OmitLogs;
import io.gapless.simulator.evm.faults.LogFault.OverrunRange;
import io.gapless.simulator.evm.faults.LogFault.Place;
import io.gapless.simulator.evm.faults.LogFault.StrayLogs;
import io.gapless.simulator.evm.logs.LogLens;
import io.gapless.simulator.evm.rpc.RequestCounters;
import java.util.List;

/// What a plan makes of a node's logs: the same log is wrong every time.
public final class FaultyLogs implements LogLens {
  private static final long WHOLE_BLOCK = -1;

  private final FaultPlan plan;
  private final List<LogFault> faults;
  private final RequestCounters counters;

  private FaultyLogs(FaultPlan plan, List<LogFault> faults, RequestCounters counters) {
    this.plan = plan;
    this.faults = faults;
    this.counters = counters;
  }

  /// What the answers of `eth_getLogs` show.
  public static LogLens logs(FaultPlan plan, RequestCounters counters) {
    return lens(plan, plan.of(LogFault.class), counters);
  }

  /// What receipts show.
  public static LogLens receipts(FaultPlan plan, RequestCounters counters) {
    return lens(plan, plan.of(LogFault.class).stream()
        .filter(fault -> fault.place() == Place.LOGS_AND_RECEIPTS).toList(), counters);
  }

  private static LogLens lens(FaultPlan plan, List<LogFault> faults, RequestCounters counters) {
    return faults.isEmpty() ? LogLens.HONEST : new FaultyLogs(plan, faults, counters);
  }

  @Override
  public int copies(long block, int log) {
    int copies = 1;
    for (LogFault fault : faults) {
      switch (fault) {
        case OmitLogs(var oneIn, _) when hit(fault, oneIn, block, log) -> copies = 0;
        case OmitBlocks(var oneIn, _) when hit(fault, oneIn, block, WHOLE_BLOCK) -> copies = 0;
        case DuplicateLogs(var oneIn) when hit(fault, oneIn, block, log) -> copies *= 2;
        default -> {
          // nothing about the number of copies
        }
      }
    }
    return copies;
  }

  @Override
  public boolean strays(long block, int log) {
    return faults.stream().anyMatch(fault -> fault instanceof StrayLogs(var oneIn)
        && hit(fault, oneIn, block, log));
  }

  @Override
  public boolean altered(long block, int log) {
    return faults.stream().anyMatch(fault -> fault instanceof AlterLogs(var oneIn, _)
        && hit(fault, oneIn, block, log));
  }

  @Override
  public boolean overruns(long lastBlock) {
    return faults.stream().anyMatch(fault -> fault instanceof OverrunRange(var oneIn)
        && hit(fault, oneIn, lastBlock, WHOLE_BLOCK));
  }

  @Override
  public boolean full(long written) {
    return faults.stream().anyMatch(fault -> fault instanceof CapSilently(var logs)
        && written >= logs && counted(fault));
  }

  private boolean hit(LogFault fault, int oneIn, long block, long log) {
    return plan.happens(fault, oneIn, block, log) && counted(fault);
  }

  private boolean counted(LogFault fault) {
    counters.fault(fault.kind());
    return true;
  }
}
