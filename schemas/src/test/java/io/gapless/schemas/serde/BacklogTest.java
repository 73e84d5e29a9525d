package io.gapless.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private final Backlog backlog = new Backlog();
  private final List<Long> taken = new ArrayList<>();

  @Test
  void handsARecordOnAgainThatTheRegistryHeldBackAndKeepsTheOrder() {
    backlog.add(List.of(record(0), record(1), record(2)));

    backlog.drain(record -> {
      if (record.offset() == 1) {
        throw new RegistryUnavailableException("away", new ConnectException());
      }
      taken.add(record.offset());
    });
    assertThat(taken).containsExactly(0L);
    assertThat(backlog.isEmpty()).isFalse();

    backlog.add(List.of(record(3)));
    backlog.drain(record -> taken.add(record.offset()));
    assertThat(taken).containsExactly(0L, 1L, 2L, 3L);
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void forgetsWhatBelongsToAnother() {
    backlog.add(List.of(record(0)));
    backlog.clear();

    backlog.drain(record -> taken.add(record.offset()));
    assertThat(taken).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>("t", 0, offset, new byte[0], new byte[0]);
  }
}
