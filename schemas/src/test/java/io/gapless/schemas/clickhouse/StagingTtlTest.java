package io.gapless.schemas.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StagingTtlTest {

  private static final String ENGINE =
      "ReplacingMergeTree(version, is_deleted) PARTITION BY chain ORDER BY (chain, block_number)";
  private static final String SETTINGS = " SETTINGS index_granularity = 8192";

  @Test
  void isReadFromTheTable() {
    assertThat(StagingTtl.parse(ENGINE + " TTL toDateTime(created_at) + toIntervalSecond(604800)"
        + SETTINGS)).contains(Duration.ofDays(7));
    assertThat(StagingTtl.parse(ENGINE + " TTL toDateTime(created_at) + toIntervalWeek(2)"))
        .contains(Duration.ofDays(14));
    assertThat(StagingTtl.parse(ENGINE + SETTINGS)).isEmpty();
  }

  @Test
  void aTtlThatIsNotUnderstoodMayHaveTakenAnyRow() {
    assertThat(StagingTtl.parse(ENGINE + " TTL block_time + toIntervalDay(1)" + SETTINGS))
        .contains(Duration.ZERO);
    assertThat(StagingTtl.parse(ENGINE
        + " TTL toDateTime(created_at) + toIntervalDay(9) WHERE is_deleted = 1" + SETTINGS))
        .contains(Duration.ZERO);
    assertThat(StagingTtl.parse(ENGINE + " TTL toDateTime(created_at) + toIntervalDay(9),"
        + " block_time + toIntervalDay(1)")).contains(Duration.ZERO);
  }
}
