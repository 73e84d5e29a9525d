package io.gapless.planner.chain;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Missing;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.ServerInfo;
import io.gapless.chains.xrpl.Weighed;
import io.gapless.chains.xrpl.XrplClient;
import java.time.Duration;
import java.util.OptionalLong;

/// The clock of an XRP Ledger: every ledger that a server has validated is final.
public final class XrplChainClock implements Headers {

  private final Rounds<XrplClient> servers;

  private XrplChainClock(Rounds<XrplClient> servers) {
    this.servers = servers;
  }

  /// A clock that asks each server up to `rounds` times.
  ///
  /// @param chain `xrpl-<network id>`, for messages
  /// @param pool may be shared with others, whose rates it keeps
  /// @param pause before the second round, twice that before the third, and so on
  public static ChainClock of(String chain, EndpointPool<XrplClient> pool, int rounds,
      Duration pause) {
    return new HeadersClock(new XrplChainClock(new Rounds<>(chain, pool, rounds, pause)));
  }

  /// The oldest ledger that any server says it has.
  @Override
  public long oldest() throws InterruptedException {
    return -servers.largest("its oldest ledger", client -> client.serverInfo()
        .map(Weighed::value).then(info -> oldest(info).map(index -> -index)), refusal -> false)
        .orElseThrow();
  }

  private static Answer<Long> oldest(ServerInfo info) {
    return info.completeLedgers().isEmpty()
        ? Answer.refused(new Refusal.MissingData(Missing.UNKNOWN, Said.of("it has no ledgers")))
        : Answer.of(info.completeLedgers().getFirst().first());
  }

  @Override
  public long newest() throws InterruptedException {
    return servers.largest("its newest validated ledger", client -> client.serverInfo()
        .map(Weighed::value).then(XrplChainClock::newest), refusal -> false).orElseThrow();
  }

  private static Answer<Long> newest(ServerInfo info) {
    return info.validatedLedger().isEmpty()
        ? Answer.refused(
            new Refusal.MissingData(Missing.UNKNOWN, Said.of("it has validated no ledger")))
        : Answer.of(info.validatedLedger().getAsLong());
  }

  @Override
  public OptionalLong finalized() throws InterruptedException {
    return OptionalLong.of(newest());
  }

  @Override
  public long seconds(long ledger) throws InterruptedException {
    return servers.first("the header of ledger " + ledger, Wanted.blocks(BlockRange.of(ledger)),
        client -> client.header(ledger).map(Weighed::value).map(LedgerHeader::closedAt))
        .getEpochSecond();
  }
}
