package io.gapless.fetcher.evm.window;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.Lease;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.LogFilter;
import io.gapless.chains.evm.LogFilters;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Asks with `eth_getLogs`; where one block is too much for that, in parts of the filter, and at last
/// by the block's receipts.
///
/// For one thread.
public final class LogsQuestion implements Question {

  private final WindowSizes sizes;
  private final LogFilters filter;
  private final WindowQuery query;
  /// The filter as every endpoint takes it.
  private List<LogFilter> filters;
  /// How to ask for the one block at hand, where its logs are too many for one answer.
  private Optional<Way> hardBlock = Optional.empty();

  /// @param target where the logs go
  public LogsQuestion(ChainAccess access, LogFilters filter, WindowTarget target) {
    this.sizes = access.logSizes();
    this.filter = filter;
    filters = filter.parts();
    query = new WindowQuery(access.pool(), target);
  }

  private sealed interface Way {}

  private record InParts(List<LogFilter> filters) implements Way {}

  /// The last resort.
  private record FromReceipts() implements Way {}

  @Override
  public Wanted wanted(BlockRange rest) {
    // a header comes along with each answer
    var wanted = Wanted.blocks(BlockRange.of(rest.first())).withCalls(2);
    return way() instanceof FromReceipts ? wanted.withMethod(EvmClient.BLOCK_RECEIPTS) : wanted;
  }

  @Override
  public long width(Endpoint endpoint) {
    return hardBlock.isPresent() ? 1 : sizes.width(endpoint, filter);
  }

  @Override
  public Reply ask(Lease<EvmClient> lease, BlockRange window, Set<Endpoint> excluded)
      throws InterruptedException {
    return switch (way()) {
      case InParts(var parts) -> query.ask(lease, window, parts, excluded);
      case FromReceipts() -> query.askReceipts(lease, window.first(), filter, excluded);
    };
  }

  @Override
  public void answered(Endpoint endpoint, long blocks) {
    sizes.answered(endpoint, filter, blocks);
  }

  @Override
  public boolean refused(Endpoint endpoint, BlockRange window, Refusal refusal) {
    return switch (refusal) {
      case Refusal.TooLarge tooLarge -> {
        sizes.refused(endpoint, filter, window.size(), tooLarge);
        yield window.size() > 1 || askInAFinerWay();
      }
      case Refusal.TooManyAddresses(var max, var _) -> {
        int most = Filters.longest(filters);
        if (most > 1) {
          filters = Filters.withLists(filters,
              Math.clamp(max.orElse(Long.MAX_VALUE), 1, most - 1));
        }
        yield most > 1;
      }
      // the governor waits for as long as it takes
      case Refusal.Throttled _ -> true;
      case Refusal.Billing _,Refusal.BadBlockTag _,Refusal.MissingData _,Refusal.Timeout _,Refusal.Unsupported _,Refusal.Auth _,Refusal.ServerFault _,Refusal.BadAnswer _,Refusal.Unknown _ ->
          false;
    };
  }

  @Override
  public void accepted() {
    hardBlock = Optional.empty();
  }

  @Override
  public long requests() {
    return query.requests();
  }

  private Way way() {
    return hardBlock.orElse(new InParts(filters));
  }

  /// Returns false where there is no finer way.
  private boolean askInAFinerWay() {
    return switch (way()) {
      case InParts(var parts) -> {
        hardBlock = Optional.of(Filters.finer(parts).<Way>map(InParts::new)
            .orElse(new FromReceipts()));
        yield true;
      }
      case FromReceipts _ -> false;
    };
  }
}
