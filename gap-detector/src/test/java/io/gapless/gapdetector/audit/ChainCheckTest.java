package io.gapless.gapdetector.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.gapdetector.audit.CoveredLeaf.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChainCheckTest {

  private final Map<Long, String> hashes = new HashMap<>();
  private final List<Long> asked = new ArrayList<>();
  private final ChainCheck check = new ChainCheck(Map.of("evm-1", blocks -> {
    asked.addAll(blocks);
    var known = new HashMap<>(hashes);
    known.keySet().retainAll(blocks);
    return known;
  }));

  @Test
  void findsALeafWhoseLastBlockHasAnotherHash() throws InterruptedException {
    hashes.put(9L, "0xa");
    hashes.put(19L, "0xother");

    var found = check.of("evm-1", List.of(leaf(0, 9, 100, "", "0xa"),
        leaf(10, 19, 100, "", "0xb")));

    assertThat(found.moved()).containsOnlyKeys(10L);
    assertThat(found.moved().get(10L)).contains("block 19 has another hash", "0xother", "0xb");
    assertThat(found.unasked()).isZero();
  }

  @Test
  void asksOnlyForWhatWasNearTheHead() throws InterruptedException {
    check.of("evm-1", List.of(leaf(0, 9, 10_009, "", "0xa"), leaf(10, 19, 10_009, "", "0xb"),
        leaf(20, 29, 10_009, "", "")));

    assertThat(asked).containsExactly(19L);
  }

  @Test
  void countsWhatNoNodeTells() throws InterruptedException {
    assertThat(check.of("evm-1", List.of(leaf(0, 9, 100, "", "0xa"))).unasked()).isEqualTo(1);
    assertThat(check.of("evm-2", List.of(leaf(0, 9, 100, "", "0xa"))).unasked()).isZero();
  }

  @Test
  void takesNeighboursThatDoNotFollowEachOtherBothForMoved() throws InterruptedException {
    var found = check.of("evm-2", List.of(leaf(0, 9, 100_000, "", "0xa"),
        leaf(10, 19, 100_000, "0xa", "0xb"), leaf(20, 29, 100_000, "0xelse", "0xc"),
        leaf(40, 49, 100_000, "0xnone", "0xd"), leaf(50, 59, 100_000, "", "0xe")));

    assertThat(found.moved()).containsOnlyKeys(10L, 20L);
  }

  private static CoveredLeaf leaf(long first, long last, long head, String parent, String hash) {
    return new CoveredLeaf(first, last, true, 1, 1, Map.of(), Map.of(),
        new Place(head, parent, hash), Instant.EPOCH);
  }
}
