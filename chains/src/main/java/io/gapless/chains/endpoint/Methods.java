package io.gapless.chains.endpoint;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which methods an endpoint is known to lack. It is forgotten after a while: behind one address
/// there may be several nodes, and plans change. Not for several threads.
final class Methods {

  private static final long REMEMBERED_NANOS = Duration.ofMinutes(10).toNanos();

  private final Map<String, Long> lackedAt = new HashMap<>();

  boolean lacks(String method, long now) {
    Long at = lackedAt.get(method);
    return at != null && now - at < REMEMBERED_NANOS;
  }

  void lacked(String method, long now) {
    lackedAt.put(method, now);
  }

  void served(String method) {
    lackedAt.remove(method);
  }

  Set<String> lacking(long now) {
    var lacking = new TreeSet<>(lackedAt.keySet());
    lacking.removeIf(method -> !lacks(method, now));
    return lacking;
  }
}
