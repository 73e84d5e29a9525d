package io.gapless.chains.evm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.evm.EvmHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParentChainTest {

  private final EvmHeader first = SampleBlocks.block(7).header();
  private final EvmHeader second = child(first, 8);

  @Test
  void findsNothingWrongWithHeadersThatFollowOneAnother() {
    assertThat(ParentChain.firstBreak(List.of())).isEmpty();
    assertThat(ParentChain.firstBreak(List.of(first))).isEmpty();
    assertThat(ParentChain.firstBreak(List.of(first, second, child(second, 9)))).isEmpty();
  }

  @Test
  void findsAHeaderWithAnotherParent() {
    assertThat(ParentChain.firstBreak(List.of(first, second, child(first, 9))))
        .hasValueSatisfying(why -> assertThat(why).startsWith("block 9 0x")
            .contains(first.hash().toString(), second.hash().toString()));
  }

  @Test
  void findsAHeaderThatIsLeftOut() {
    assertThat(ParentChain.firstBreak(List.of(first, child(second, 9)))).isPresent();
    assertThat(ParentChain.firstBreak(List.of(first, child(first, 9))))
        .hasValueSatisfying(why -> assertThat(why).contains("does not stand next to block 7"));
  }

  private static EvmHeader child(EvmHeader parent, long number) {
    Map<String, String> fields = new LinkedHashMap<>(parent.fields());
    fields.put("parentHash", parent.hash().toString());
    fields.put("number", "0x" + Long.toHexString(number));
    return SampleBlocks.header(fields, 0);
  }
}
