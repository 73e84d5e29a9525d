package io.gapless.simulator.evm.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.simulator.evm.logs.LogFilter;
import io.gapless.simulator.evm.logs.LogQuery;
import io.gapless.simulator.evm.rpc.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordingsTest {
  private static final LogFilter ALL = new LogFilter(Optional.empty(), List.of());
  private static final long FIRST = 256;

  @ParameterizedTest
  @CsvFileSource(resources = "dictionary.tsv", delimiter = '\t', quoteCharacter = '\0', emptyValue = "")
  void saysWhatTheProviderSays(String provider, Refusal kind, long cap, long span, int code,
      String fragment) throws IOException {
    var query = new LogQuery(FIRST, FIRST + span - 1, ALL);

    var refused = new Wordings(provider, Suggestion.HONEST).refuse(kind, cap, query, FIRST + 9);

    assertThat(refused.message() + " " + refused.data()).contains(fragment)
        .doesNotContain("{cap", "{try", "{first", "{last", "{span");
    assertThat(refused.code()).isEqualTo(code);
    if (!refused.data().isEmpty()) {
      assertThat(new ObjectMapper().readTree(refused.data()).isMissingNode()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Suggestion.class)
  void suggestsAsItIsTold(Suggestion suggestion) {
    var query = new LogQuery(FIRST, FIRST + 99, ALL);

    var refused = new Wordings("zksync", suggestion).refuse(Refusal.RESULTS, 7, query, FIRST + 9);

    assertThat(refused.message()).endsWith(switch (suggestion) {
      case HONEST -> "[0x100, 0x109]";
      case INVERTED -> "[0x109, 0x100]";
      case SHIFTED -> "[0x10a, 0x113]";
      case EQUAL -> "[0x100, 0x163]";
    });
  }

  @Test
  void invertsASuggestionOfOneBlockToo() {
    var query = new LogQuery(FIRST, FIRST, ALL);

    var refused =
        new Wordings("drpc", Suggestion.INVERTED).refuse(Refusal.RESULTS, 7, query, FIRST);

    assertThat(refused.message()).endsWith("257-256");
  }

  @Test
  void borrowsWhatAProviderHasNoWordsFor() {
    var refused = new Wordings("ankr", Suggestion.HONEST).refuseMethod("eth_getBlockReceipts");

    assertThat(refused.code()).isEqualTo(-32601);
    assertThat(refused.message())
        .isEqualTo("the method eth_getBlockReceipts does not exist/is not available");
  }
}
