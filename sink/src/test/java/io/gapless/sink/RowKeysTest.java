package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.EndpointReport;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowKeysTest {

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());

  @Test
  void findsTheKeysOfTransfers() {
    var rows = new BatchRows(0);
    var writer = new RowWriter(Transfers.DATASET, Transfers.TOPIC, serdes);
    writer.append(Transfers.encoded(serdes, 12), rows.next());
    writer.append(Transfers.encoded(serdes, 13), rows.next());

    var keys = new RowKeys(Transfers.DATASET).newest(rows.next());

    assertThat(keys).containsOnly(Map.entry(List.of("65766D2D31", "1", "2"), 1L),
        Map.entry(List.of("65766D2D31", "1", "3"), 1L));
  }

  @Test
  void keepsTheNewestVersionOfAKeyAmongColumnsOfAllSorts() {
    var dataset = Datasets.all().named("heartbeats");
    var rows = new BatchRows(0);
    var writer = new RowWriter(dataset, "gapless.heartbeats", serdes);
    for (long version : List.of(5L, 9L, 7L)) {
      writer.append(serdes.encode("gapless.heartbeats", heartbeat(version)), rows.next());
    }

    var keys = new RowKeys(dataset).newest(rows.next());

    assertThat(keys).containsOnly(Map.entry(List.of("77"), 9L));
  }

  @Test
  void looksKeysUpInQueriesThatAServerTakes() {
    var keys = IntStream.range(0, 4_500)
        .mapToObj(n -> List.of("65766D2D31", Integer.toString(n), "0")).toList();

    var lookups = KeyLookup.of(Transfers.DATASET, keys);

    assertThat(lookups).hasSize(3);
    assertThat(lookups.stream().flatMap(lookup -> lookup.keys().stream())).hasSize(4_500)
        .doesNotHaveDuplicates();
    assertThat(lookups.getLast().sql()).contains("('evm-1',4499,0)) GROUP BY `chain`,")
        .hasSizeLessThan(256 << 10);
  }

  @Test
  void writesTextThatCouldEndALiteralAsBytes() {
    var lookup = KeyLookup.of(Transfers.DATASET, List.of(List.of("2761", "1", "0"))).getFirst();

    assertThat(lookup.sql()).contains("('\\x27\\x61',1,0)");
  }

  private static Heartbeat heartbeat(long version) {
    var now = Instant.ofEpochSecond(1);
    var endpoint = EndpointReport.newBuilder().setEndpoint("node").setState("open").setRate(1.5)
        .setDemand(2.5).setRequests(3L).setRefusals(4L).setLatencyMillis(5.5).setHead(6L).build();
    return Heartbeat.newBuilder().setWorkerId("w").setRole("fetcher")
        .setState(WorkerState.RUNNING).setLastBatch(1).setInFlight(2).setRows(3)
        .setChains(List.of("evm-1", "xrpl-0")).setEndpoints(List.of(endpoint, endpoint))
        .setStartedAt(now).setUpdatedAt(now).setVersion(version).setCreatedAt(now)
        .setIsDeleted(false).build();
  }
}
