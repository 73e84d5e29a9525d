package io.gapless.chains.endpoint;

import io.gapless.chains.endpoint.Refusal.Missing;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.endpoint.RefusalRule.Match;
import io.gapless.chains.endpoint.RefusalRule.Take;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Tells what a node's failure means, by the table `refusals.tsv`: the first line that fits decides,
/// and what no line knows is [Refusal.Unknown]. Free of state, for any thread.
public final class ErrorClassifier {

  private final List<RefusalRule> rules = RefusalRules.read();
  private final InstantSource clock;

  /// A classifier that counts dates in `Retry-After` from the clock's now.
  public ErrorClassifier(InstantSource clock) {
    this.clock = clock;
  }

  /// What the failure means.
  ///
  /// @param endpoint who failed; its secrets are taken out of the words that are kept
  /// @param requestedBlocks how many blocks were asked for; widths and caps that do not lie below
  ///     it are of no help and left out. Empty for calls without a range
  public Refusal classify(Endpoint endpoint, NodeError error, OptionalLong requestedBlocks) {
    var said = new Said(error.httpStatus(), error.code(), said(endpoint, error));
    for (RefusalRule rule : rules) {
      Optional<Match> match = rule.match(error);
      if (match.isPresent()) {
        return refusal(match.get(), error, requestedBlocks.orElse(Long.MAX_VALUE), said);
      }
    }
    return new Refusal.Unknown(said);
  }

  private Refusal refusal(Match match, NodeError error, long requested, Said said) {
    return switch (match.rule().kind()) {
      case SPAN_CAP -> new Refusal.SpanCap(cap(match, error, requested), said);
      case DENSITY -> new Refusal.Density(width(match, error, requested), said);
      case TOO_MANY_ADDRESSES -> new Refusal.TooManyAddresses(match.number(), said);
      case BILLING -> new Refusal.Billing(said);
      case THROTTLED -> new Refusal.Throttled(RetryHint.find(error, clock.instant()), said);
      case BAD_BLOCK_TAG -> new Refusal.BadBlockTag(said);
      case MISSING_HEAD -> new Refusal.MissingData(Missing.HEAD, said);
      case MISSING_PRUNED -> new Refusal.MissingData(Missing.PRUNED, said);
      case MISSING -> new Refusal.MissingData(Missing.UNKNOWN, said);
      case TIMEOUT -> new Refusal.Timeout(said);
      case UNSUPPORTED -> new Refusal.Unsupported(said);
      case AUTH -> new Refusal.Auth(said);
      case SERVER_FAULT -> new Refusal.ServerFault(said);
    };
  }

  private static OptionalLong cap(Match match, NodeError error, long requested) {
    OptionalLong max = match.number();
    if (max.isPresent() && max.getAsLong() == requested && requested > 1) {
      // Some count the distance between the bounds, and leave out one end: N means N - 1.
      return OptionalLong.of(requested - 1);
    }
    OptionalLong useful = below(max, requested);
    return useful.isPresent() ? useful : below(Suggestion.width(error), requested);
  }

  private static OptionalLong width(Match match, NodeError error, long requested) {
    OptionalLong suggested = below(Suggestion.width(error), requested);
    boolean named = match.rule().take() == Take.WIDTH;
    return suggested.isPresent() || !named ? suggested : below(match.number(), requested);
  }

  private static OptionalLong below(OptionalLong blocks, long requested) {
    boolean useful = blocks.isPresent() && blocks.getAsLong() > 0 && blocks.getAsLong() < requested;
    return useful ? blocks : OptionalLong.empty();
  }

  private static String said(Endpoint endpoint, NodeError error) {
    String text = error.message().isBlank() ? error.body() : error.message();
    if (!error.data().isBlank() && !text.contains(error.data())) {
      text = text.isBlank() ? error.data() : text + " (" + error.data() + ")";
    }
    String line = endpoint.redact(text).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() <= Said.MAX_LENGTH ? line : line.substring(0, Said.MAX_LENGTH - 1) + "…";
  }
}
