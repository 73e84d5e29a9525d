package io.gapless.schemas.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.schemas.record.Erc20Transfer;
import io.gapless.schemas.rowbinary.RowDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatasetsTest {

  @Test
  void findsEveryFolder() {
    assertThat(Datasets.all().list()).extracting(Dataset::name).contains("erc20_transfers",
        "erc721_transfers", "erc1155_transfers", "unclassified_logs", "range_coverage",
        "day_checkpoints", "heartbeats");
    assertThat(Datasets.all().of("evm")).extracting(Dataset::topic).containsExactlyInAnyOrder(
        "transfers.erc20", "transfers.erc721", "transfers.erc1155", "logs.unclassified",
        "ctf.events", "exchange.fills", "negrisk.events");
    assertThat(Datasets.all().of("xrpl")).extracting(Dataset::topic)
        .containsExactlyInAnyOrder("transfers.xrpl", "ledgers.xrpl");
  }

  @Test
  void leavesOutWhatIsOnlyFetchedWhereItIsNamed() {
    assertThat(Datasets.all().usual("evm")).extracting(Dataset::name).containsExactly(
        "erc1155_transfers", "erc20_transfers", "erc721_transfers", "unclassified_logs");
    assertThat(Datasets.all().usual("xrpl")).isEqualTo(Datasets.all().of("xrpl"));
    assertThat(Datasets.all().list().stream().filter(Dataset::isOptIn).map(Dataset::name))
        .containsExactly("ctf_events", "exchange_fills", "neg_risk_events");
  }

  @Test
  void hasTheSchemaOfTheGeneratedClass() {
    assertThat(Datasets.all().named("erc20_transfers").schema().toString())
        .isEqualTo(Erc20Transfer.getClassSchema().toString()
            .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\""));
  }

  @Test
  void cutsTheTableFileIntoStatements() {
    assertThat(Datasets.all().named("erc1155_transfers").statements())
        .hasSize(3).first().asString().startsWith("CREATE TABLE IF NOT EXISTS");
  }

  @Test
  void takesTheDigestOverWhatTheChainSays() {
    var dataset = Datasets.all().named("erc20_transfers");

    assertThat(dataset.chainColumns()).doesNotContain("job_id", "version", "created_at",
        "is_deleted").hasSize(11);
    assertThat(RowDigest.sql(dataset)).contains("formatRow('RowBinary', chain, block_number,");
  }

  @Test
  void hasTheSamePartiesForTheSameEvent() {
    // else a log could be asked for by the topics of one dataset, and counted by the columns of another
    var parties = new HashMap<String, Set<Integer>>();
    for (var dataset : Datasets.all().list()) {
      for (var event : dataset.events()) {
        var topics = Set.copyOf(dataset.parties().values());
        assertThat(parties.merge(event, topics, (one, other) -> one)).as(dataset.name())
            .isEqualTo(topics);
      }
      assertThat(dataset.columns()).containsAll(dataset.parties().keySet());
    }
  }

  @Test
  void knowsWherePartiesStand() {
    var transfer = Datasets.all().named("erc721_transfers").events().getFirst();
    var many = List.of("erc20_transfers", "erc1155_transfers", "unclassified_logs");

    assertThat(Datasets.all().partyTopics(many).keySet()).containsExactly(1, 2, 3);
    assertThat(Datasets.all().partyTopics(many).get(2)).contains(transfer).hasSize(3);
    assertThat(Datasets.all().withoutParties(many)).isEmpty();
    assertThat(Datasets.all().withoutParties(List.of("unclassified_logs", "xrpl_payments")))
        .containsExactly("unclassified_logs", "xrpl_payments");
  }

  @Test
  void namesWhatThereIsWhenAskedForWhatThereIsNot() {
    assertThatThrownBy(() -> Datasets.all().named("erc21_transfers"))
        .hasMessageContaining("erc20_transfers");
  }
}
