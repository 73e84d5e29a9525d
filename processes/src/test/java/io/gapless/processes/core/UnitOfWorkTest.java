package io.gapless.processes.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitOfWorkTest {

  private static final int KEYS = 12;

  @Test
  void looksLikeATableThatWasChangedAtOnceAndIsOneAfterTheCommit() {
    ManyLogs.check(2_000, UnitOfWorkTest::looksTheSame);
  }

  @Test
  void leavesTheTableAloneUntilTheCommit() {
    var table = new InMemoryTable();
    table.put(key(1), key(1));
    var work = new UnitOfWork(table);

    work.put(key(2), key(2));
    work.delete(key(1));
    assertThat(seen(table, 0, KEYS, false, KEYS)).containsExactly(1);
    work.discard();
    work.commit();

    assertThat(seen(table, 0, KEYS, false, KEYS)).containsExactly(1);
  }

  private static void looksTheSame(long seed) {
    var random = new Random(seed);
    var table = new InMemoryTable();
    var changed = new InMemoryTable();
    for (int i = 0; i < KEYS / 2; i++) {
      int key = random.nextInt(KEYS);
      table.put(key(key), key(key));
      changed.put(key(key), key(key));
    }
    var work = new UnitOfWork(table);
    for (int i = 0; i < KEYS; i++) {
      int key = random.nextInt(KEYS);
      if (random.nextBoolean()) {
        work.put(key(key), key(key));
        changed.put(key(key), key(key));
      } else {
        work.delete(key(key));
        changed.delete(key(key));
      }
      int first = random.nextInt(KEYS);
      int last = random.nextInt(KEYS);
      int limit = 1 + random.nextInt(KEYS);
      for (boolean backwards : new boolean[]{false, true}) {
        assertThat(seen(work, first, last, backwards, limit))
            .isEqualTo(seen(changed, first, last, backwards, limit));
      }
      assertThat(work.get(key(first))).isEqualTo(changed.get(key(first)));
    }

    work.commit();
    assertThat(seen(table, 0, KEYS, false, KEYS)).isEqualTo(seen(changed, 0, KEYS, false, KEYS));
  }

  private static List<Integer> seen(Table table, int first, int last, boolean backwards,
      int limit) {
    var seen = new ArrayList<Integer>();
    table.visit(key(first), key(last), backwards, (key, value) -> {
      assertThat(value).isEqualTo(key);
      seen.add((int) key[0]);
      return seen.size() < limit;
    });
    return seen;
  }

  private static byte[] key(int number) {
    return new byte[]{(byte) number};
  }
}
