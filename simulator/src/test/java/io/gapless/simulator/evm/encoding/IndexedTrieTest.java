package io.gapless.simulator.evm.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.simulator.evm.IndependentTrie;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexedTrieTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 16, 17, 127, 128, 129, 130, 255, 256, 257, 300, 1_000, 5_000})
  void hasTheRootOfANaiveTrieForLongAndShortItems(int count) {
    for (int minimum : new int[]{1, 150}) {
      var random = new Random(count);
      var buffer = new RlpBuffer();
      int[] offsets = new int[count + 1];
      List<byte[]> items = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        byte[] item = new byte[minimum + random.nextInt(20)];
        random.nextBytes(item);
        items.add(item);
        buffer.raw(item, 0, item.length);
        offsets[i + 1] = buffer.size();
      }
      byte[] root = new byte[32];

      new IndexedTrie().root(buffer, offsets, count, root, 0);

      assertThat(root).isEqualTo(IndependentTrie.rootOfList(items));
    }
  }
}
