package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntentTest {

  @Test
  void isReadBackFromTheCommitThatDeclaresIt() {
    var intent = new Intent(10, 25);

    var commit = intent.commit();

    assertThat(commit.offset()).isEqualTo(10);
    assertThat(Intent.of(commit)).contains(intent);
  }

  @Test
  void isIgnoredWhereTheOffsetWasMovedSince() {
    var commit = new Intent(10, 25).commit();

    assertThat(Intent.of(new OffsetAndMetadata(5, commit.metadata()))).isEmpty();
    assertThat(Intent.of(new OffsetAndMetadata(12, commit.metadata()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 10 25", "1 10 25 token", "2 10 25 token", "2 10 x", "2 10 10",
      "2 10 25 ", "somebody's own words"})
  void isIgnoredWhereItIsNotOne(String metadata) {
    assertThat(Intent.of(new OffsetAndMetadata(10, metadata))).isEmpty();
  }

  @Test
  void isNoneWhereNothingIsCommitted() {
    assertThat(Intent.of(null)).isEmpty();
  }
}
