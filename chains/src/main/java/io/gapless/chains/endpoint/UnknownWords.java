package io.gapless.chains.endpoint;

import io.gapless.chains.endpoint.Refusal.Said;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs each wording that no rule knows once, so that the next rule is easy to write.
final class UnknownWords {

  private static final Logger LOG = LoggerFactory.getLogger(UnknownWords.class);
  private static final int MOST = 1_000;

  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  void report(Endpoint endpoint, Said said) {
    String shape = said.toString().replaceAll("0x[0-9a-fA-F]+|\\d+", "#");
    if (seen.size() < MOST && seen.add(shape)) {
      LOG.warn("{} refused in words that no rule knows, asking elsewhere: {}", endpoint, said);
    }
  }
}
