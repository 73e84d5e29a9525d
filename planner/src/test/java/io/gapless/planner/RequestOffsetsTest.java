package io.gapless.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.planner.RequestOffsets.Place;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RequestOffsetsTest {

  private static final TopicPartition PARTITION = new TopicPartition("requests", 0);
  private final RequestOffsets offsets = new RequestOffsets();

  @Test
  void commitsBehindTheOldestOpenRequestAndNamesTheAnsweredOnes() {
    offsets.start(PARTITION, Optional.empty(), 7);
    for (long offset = 7; offset <= 10; offset++) {
      offsets.read(place(offset));
    }

    offsets.answered(place(7));
    offsets.answered(place(9));
    offsets.answered(place(10));

    assertThat(offsets.take()).containsEntry(PARTITION, new OffsetAndMetadata(8, "1,2"));
    assertThat(offsets.take()).isEmpty();
    offsets.answered(place(8));
    assertThat(offsets.take()).containsEntry(PARTITION, new OffsetAndMetadata(11, ""));
  }

  @Test
  void leavesOutWhatWasAnsweredBeforeARestart() {
    offsets.start(PARTITION, Optional.of(new OffsetAndMetadata(8, "1,2")), 0);

    assertThat(offsets.position(PARTITION)).isEqualTo(8);
    assertThat(offsets.read(place(8))).isTrue();
    assertThat(offsets.read(place(9))).isFalse();
    assertThat(offsets.read(place(10))).isFalse();
    offsets.answered(place(8));
    assertThat(offsets.take()).containsEntry(PARTITION, new OffsetAndMetadata(11, ""));
  }

  private static Place place(long offset) {
    return new Place(PARTITION, offset);
  }
}
