package io.gapless.chains.evm.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.EvmBlock;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.EvmReceipt;
import io.gapless.chains.evm.LogBlooms;
import io.gapless.chains.evm.LogFilter;
import io.gapless.chains.evm.LogFilters;
import io.gapless.chains.evm.RecordedBlocks;
import io.gapless.chains.evm.RecordedHeaders;
import io.gapless.chains.evm.proof.Proof.Broken;
import io.gapless.chains.evm.proof.Proof.NotProvable;
import io.gapless.chains.evm.proof.Proof.Proven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Proves blocks that were recorded from public chains.
class RecordedBlocksProofTest {

  private static final Path FIXTURES =
      Path.of(System.getProperty("gapless.fixtures", "../../shared/fixtures"), "evm");

  private record Recording(Path folder, JsonNode meta, BlockProof proof) {

    List<EvmBlock> blocks() throws IOException {
      return RecordedBlocks.read(folder);
    }

    int count(String part, String result) {
      return meta.path("verified").path(part).path(result).asInt();
    }

    @Override
    public String toString() {
      return folder.getFileName().toString();
    }
  }

  @BeforeEach
  void recordingsAreThere() {
    assumeTrue(Files.isDirectory(FIXTURES), "no recorded blocks in " + FIXTURES
        + "; name their folder with -Dgapless.fixtures=DIR");
  }

  @Test
  void completeBlocksAreProvenAndSoAreTheirHeaders() throws IOException {
    int proven = 0;
    for (Recording recording : recordings()) {
      for (EvmBlock block : recording.blocks()) {
        if (recording.count("headerHash", "na") == 0) {
          assertThat(recording.proof.check(block)).as("%s %s", recording, block)
              .isInstanceOf(Proven.class);
          proven++;
        } else {
          assertThat(recording.proof.check(block)).as("%s %s", recording, block)
              .isInstanceOf(NotProvable.class);
        }
      }
    }
    assertThat(proven).isGreaterThanOrEqualTo(8);
  }

  @Test
  void receiptsOfHeadersThatCameIncompleteMakeTheirRoots() throws IOException {
    for (Recording recording : recordings()) {
      int made = 0;
      for (EvmBlock block : recording.blocks()) {
        if (recording.proof.checkReceipts(block) instanceof Proven) {
          made++;
        }
      }
      assertThat(made).as(recording.toString())
          .isGreaterThanOrEqualTo(recording.count("receiptsRoot", "ok"));
    }
  }

  @Test
  void logsOfPolygonsStateSyncStandOutside() throws IOException {
    int outside = 0;
    for (Recording recording : recordings()) {
      int here = 0;
      for (EvmBlock block : recording.blocks()) {
        if (recording.proof.checkReceipts(block) instanceof Proven(List<EvmLog> logs)) {
          assertThat(logs).allMatch(log -> recording.proof.isOutside(log));
          here += logs.size();
        }
      }
      if (!recording.blocks().isEmpty()) {
        assertThat(here).as(recording.toString())
            .isEqualTo(recording.meta.path("verified").path("stateSyncLogs").asInt());
      }
      outside += here;
    }
    assertThat(outside).isPositive();
  }

  @Test
  void headersHashToTheirNamesAndFollowOneAnother() throws IOException {
    int proven = 0;
    for (Recording recording : recordings()) {
      List<EvmHeader> headers = RecordedHeaders.read(recording.folder.resolve("blocks.json"));
      if (recording.count("headerHash", "na") == 0) {
        assertThat(headers).as(recording.toString())
            .allMatch(header -> recording.proof.checkHeader(header) instanceof Proven);
        proven += headers.size();
      }
      assertThat(ParentChain.firstBreak(headers)).as(recording.toString()).isEmpty();
    }
    assertThat(proven).isGreaterThan(10);
  }

  @Test
  void bloomsHoldEachLogAndAnswerEachQueryForIt() throws IOException {
    for (Recording recording : recordings()) {
      var blooms = new LogBlooms();
      for (EvmBlock block : recording.blocks()) {
        for (EvmReceipt receipt : block.receipts()) {
          for (EvmLog log : receipt.logs()) {
            boolean inside = !recording.proof.isOutside(log);
            var query = BloomQuery.of(LogFilters.of(queryFor(log)));
            assertThat(blooms.covers(block.header().logsBloom(), log)).isEqualTo(inside);
            assertThat(query.mayMatch(block.header().logsBloom())).isEqualTo(inside);
            assertThat(query.mayMatchContracts(block.header().logsBloom()))
                .hasSize(inside ? 1 : 0);
          }
        }
      }
    }
  }

  /// No change of what a root covers passes for the truth.
  @Test
  void changedBlocksAreBroken() throws IOException {
    var random = new Random(7);
    for (Recording recording : recordings()) {
      if (recording.count("headerHash", "na") > 0) {
        continue;
      }
      for (EvmBlock block : recording.blocks()) {
        for (int i = 0; i < 40; i++) {
          EvmBlock changed = Mutations.change(block, random);
          assertThat(recording.proof.check(changed)).as("%s %s", recording, i)
              .isInstanceOf(Broken.class);
        }
      }
    }
  }

  private static LogFilter queryFor(EvmLog log) {
    return new LogFilter(
        List.of(Address.of(log.address)),
        Arrays.stream(log.topics).limit(log.topicCount).map(Hash32::of).map(List::of).toList());
  }

  private static List<Recording> recordings() throws IOException {
    var recordings = new ArrayList<Recording>();
    try (var folders = Files.newDirectoryStream(FIXTURES)) {
      for (Path folder : folders) {
        JsonNode meta = new ObjectMapper().readTree(folder.resolve("meta.json").toFile());
        recordings.add(
            new Recording(folder, meta, BlockProof.of(meta.path("chainId").asLong())));
      }
    }
    return recordings;
  }
}
