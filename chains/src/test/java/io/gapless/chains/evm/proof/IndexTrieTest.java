package io.gapless.chains.evm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexTrieTest {

  @Test
  void hasTheKnownRootOfAnEmptyTrie() {
    assertThat(IndexTrie.root(List.of()))
        .hasToString("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
  }

  /// Roots made with another implementation, around the places where keys become longer; short values
  /// make nodes that stand within others, long ones make nodes that are hashed.
  @ParameterizedTest
  @CsvSource({
      "1,7da536f7df63a0dfb481590e53be0e3063d9b798925cc3d479a3eb3155d0b394,8dfc685a2c7a22d1",
      "2,da7f4d8db553a6e062936cd08ab474ff3708b65b3b7846478f7d24b4b260cac5,1c0bb17bad054ce9",
      "3,0a40dcca8d3c9287eecc4ac82288f225c30bb6eab3e1c16c37b3f903fdf5fc7f,c92f8e2a9af43f68",
      "16,887d924e407fb71c6a45bb933a2da6300e5c072e62906420e295a4df9c810f41,e58e84e94c09faba",
      "17,6eea1b78b7ee8bc883dd47477ed6e407fe613b5fee08084a33e957d439d47273,22d4d83f338331c4",
      "127,d340cfdba6f3cb86e777b780919a512241d9fc53264aee0fb834e41a4e68b446,b180fe551aa29fa3",
      "128,d3b0ef405eaa24d4081a2719c9ae2810eda4a2ef5fcd5d714af71402d28f910a,6d8b05dd46159eda",
      "129,288bfe9491b1472c4a9114003fd9de2140541eaf1fc286cbe165d8698c850aa2,5ac99c0b49117972",
      "130,b16f56aece464065c92e221c362322e5e67a52170f5a7a160ff848ddae90c15b,726981f49c0adb04",
      "256,f979ed038cc993f9f988fda9c04196eb53324da4160e6335b24b4ac5b59c164f,6559c23a5acd251d",
      "257,996142cd628b7768c855213c02f99d645ed9a15dcd46fb65ff49212c8c09f6be,93965584c676e1e4",
      "300,72a5f9be2b6901e9b659d369ec467fb8ecdf8fd12a35cfe524fb9a05dad8f867,ee35c5f95ede4571"})
  void hasTheRootThatAnotherImplementationMakes(int count, String shortRoot, String longRoot) {
    assertThat(IndexTrie.root(values(count, 1))).hasToString("0x" + shortRoot);
    assertThat(IndexTrie.root(values(count, 40)).toString()).startsWith("0x" + longRoot);
  }

  private static List<byte[]> values(int count, int length) {
    var values = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      var value = new byte[length];
      Arrays.fill(value, (byte) (i % 251));
      values.add(value);
    }
    return values;
  }
}
