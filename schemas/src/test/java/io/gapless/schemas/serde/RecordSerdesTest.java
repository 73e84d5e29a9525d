package io.gapless.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeOutcome;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordSerdesTest {

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());

  @Test
  void readsWhatItWrote() {
    var event = LifecycleEvent.newBuilder().setNamespace("backfill").setId("j").setEvent("complete")
        .setMessage("done").setDetail(Map.of("rows", "7")).setAt(Instant.ofEpochMilli(5)).build();

    var bytes = serdes.encode("gapless.notify", event);

    assertThat(serdes.decode("gapless.notify", bytes, LifecycleEvent.class)).isEqualTo(event);
    assertThat(serdes.serde(LifecycleEvent.class).deserializer().deserialize("t", bytes))
        .as("through Apicurio's deserializer").isEqualTo(event);
    assertThat(bytes).startsWith(0);
    assertThat(serdes.schema(WireFormat.schemaId(bytes)).getFullName())
        .isEqualTo(event.getSchema().getFullName());
  }

  @Test
  void registersADatasetUnderTheIdThatTheSerializerUses() {
    var outcome = Outcomes.covered();

    var bytes = serdes.encode("gapless.coverage", outcome);

    assertThat(serdes.register("gapless.coverage", Datasets.all().named("range_coverage")))
        .isEqualTo(WireFormat.schemaId(bytes));
  }

  @Test
  void saysWhichTopicHoldsBytesThatNobodyCanRead() {
    assertThatThrownBy(
        () -> serdes.decode("gapless.coverage", new byte[]{1, 2, 3}, RangeOutcome.class))
        .isInstanceOf(UnreadableRecordException.class).hasMessageContaining("gapless.coverage");
  }

  @Test
  void takesAnIdThatTheRegistryDoesNotKnowForAFaultOfTheRecord() {
    assertThatThrownBy(() -> serdes.decode("gapless.coverage", new byte[]{0, 0, 0, 0, 9, 1},
        RangeOutcome.class)).isInstanceOf(UnreadableRecordException.class);
  }

  @Test
  void takesARegistryThatIsAwayForNoFaultOfTheRecord() {
    var away = new RecordSerdes(URI.create("http://127.0.0.1:1/apis/registry/v3"));

    assertThatThrownBy(() -> away.decode("gapless.coverage", new byte[]{0, 0, 0, 0, 9, 1},
        RangeOutcome.class)).isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void putsTheIdBehindTheMagicByte() {
    var header = new byte[5];
    WireFormat.writeHeader(header, 0x01020304);

    assertThat(header).containsExactly(0, 1, 2, 3, 4);
    assertThat(WireFormat.schemaId(header)).isEqualTo(0x01020304);
    assertThatThrownBy(() -> WireFormat.schemaId(new byte[]{1, 0, 0, 0, 0}))
        .hasMessageContaining("magic byte");
  }
}
