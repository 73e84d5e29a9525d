package io.gapless.fetcher.evm.records;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Which decoder a log belongs to.
public final class LogDecoders {

  /// One for each dataset; a log is the record of the first that it fits.
  private static final List<LogDecoder> STANDARDS =
      List.of(new Erc20Decoder(), new Erc721Decoder(), new Erc1155Decoder(), new CtfDecoder(),
          new ExchangeDecoder(), new NegRiskDecoder());
  private static final LogDecoder UNCLASSIFIED = new UnclassifiedDecoder();

  private LogDecoders() {}

  /// The datasets that logs are made records of, that of the logs that fit no standard among them.
  public static List<String> datasets() {
    return Stream.concat(STANDARDS.stream(), Stream.of(UNCLASSIFIED)).map(LogDecoder::dataset)
        .toList();
  }

  /// The decoder of a log; the one for logs that fit no standard, if it fits none.
  static LogDecoder of(EvmLog log) {
    for (var decoder : STANDARDS) {
      if (hasTopic0(decoder, log) && decoder.fits(log)) {
        return decoder;
      }
    }
    return UNCLASSIFIED;
  }

  /// The events to ask a node for, given the wanted datasets.
  ///
  /// @throws IllegalArgumentException if no decoder makes records of a dataset
  public static List<Hash32> topic0(Collection<String> datasets) {
    for (var dataset : datasets) {
      if (!datasets().contains(dataset)) {
        throw new IllegalArgumentException("no decoder makes records of " + dataset);
      }
    }
    return STANDARDS.stream().filter(decoder -> datasets.contains(decoder.dataset()))
        .flatMap(decoder -> decoder.topic0().stream()).distinct().toList();
  }

  private static boolean hasTopic0(LogDecoder decoder, EvmLog log) {
    for (var topic : decoder.topic0()) {
      if (topic.hasBytes(log.topics[0])) {
        return true;
      }
    }
    return false;
  }
}
