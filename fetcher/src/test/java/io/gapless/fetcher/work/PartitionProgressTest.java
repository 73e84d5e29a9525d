package io.gapless.fetcher.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {

  @Test
  void commitsWhatIsDoneInOrder() {
    var progress = progress(40, "");
    progress.begin(40);
    progress.begin(41);

    assertThat(progress.after(Set.of(40L, 41L))).isEqualTo(new OffsetAndMetadata(42, ""));
  }

  @Test
  void tellsTheNextOwnerWhatIsDoneBeyondASlowWork() {
    var progress = progress(40, "");
    for (long offset = 40; offset < 45; offset++) {
      progress.begin(offset);
    }

    var committed = progress.after(Set.of(40L, 42L, 44L));

    assertThat(committed.offset()).isEqualTo(41);
    var next = new PartitionProgress(committed);
    assertThat(next.begin(41)).isTrue();
    assertThat(next.begin(42)).isFalse();
    assertThat(next.begin(43)).isTrue();
    assertThat(next.begin(44)).isFalse();
    assertThat(next.after(Set.of(41L, 43L))).isEqualTo(new OffsetAndMetadata(45, ""));
  }

  @Test
  void changesNothingUntilTheCommitIsDone() {
    var progress = progress(0, "");
    progress.begin(0);

    progress.after(Set.of(0L));

    assertThat(progress.after(Set.of()).offset()).isZero();
    progress.finish(Set.of(0L));
    assertThat(progress.after(Set.of()).offset()).isOne();
  }

  @Test
  void passesOverOffsetsThatHoldNoRecord() {
    var progress = progress(0, "");
    progress.begin(3); // 0 to 2 are markers of transactions
    progress.begin(7);

    assertThat(progress.after(Set.of(7L)).offset()).isEqualTo(3);
    assertThat(progress.after(Set.of(3L)).offset()).isEqualTo(7);
  }

  @Test
  void knowsThatItPassedOverWhatAnEarlierOwnerFinished() {
    var before = progress(0, "");
    before.begin(0);
    before.begin(1);
    var progress = new PartitionProgress(before.after(Set.of(1L)));

    progress.begin(0);
    progress.finish(Set.of(0L));
    assertThat(progress.hasPassedOver()).isFalse();

    progress.begin(1);
    assertThat(progress.hasPassedOver()).isTrue();
    progress.finish(Set.of());
    assertThat(progress.hasPassedOver()).isFalse();
  }

  @Test
  void ignoresMetadataThatSomebodyElseWrote() {
    assertThat(progress(5, "reset by hand").begin(5)).isTrue();
  }

  @Test
  void fitsIntoTheBrokersLimitWhateverIsAhead() {
    var progress = progress(0, "");
    var finished = new HashSet<Long>();
    progress.begin(0);
    for (long offset = 1; progress.isWithinReach(offset); offset++) {
      progress.begin(offset);
      finished.add(offset);
    }

    assertThat(finished).hasSize(PartitionProgress.MAX_AHEAD - 1);
    assertThat(progress.after(finished).metadata()).hasSizeLessThan(4096);
  }

  @Test
  void losesAndRepeatsNothingWhateverTheOrder() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      var done = new ArrayList<Long>();
      var committed = new OffsetAndMetadata(0, "");
      while (committed.offset() < 60) {
        var progress = new PartitionProgress(committed);
        var begun = new ArrayList<Long>();
        for (long offset = committed.offset(); offset < 60; offset++) {
          if (progress.begin(offset)) {
            begun.add(offset);
          }
        }
        Collections.shuffle(begun, random);
        for (int commits = random.nextInt(4); commits >= 0 && !begun.isEmpty(); commits--) {
          var some = List.copyOf(begun.subList(0, 1 + random.nextInt(begun.size())));
          begun.removeAll(some);
          committed = progress.after(some);
          progress.finish(some);
          done.addAll(some);
        }
      }
      assertThat(done).as("seed %d", seed).doesNotHaveDuplicates().hasSize(60);
    }
  }

  private static PartitionProgress progress(long offset, String metadata) {
    return new PartitionProgress(new OffsetAndMetadata(offset, metadata));
  }
}
