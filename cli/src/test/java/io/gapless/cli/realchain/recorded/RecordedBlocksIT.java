package io.gapless.cli.realchain.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.cli.realchain.CommandRun;
import io.gapless.cli.realchain.DataFolder;
import io.gapless.cli.realchain.Row;
import io.gapless.cli.realchain.SharedStack;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Transfers of public networks, against what others decode from the same blocks.
@ExtendWith(SharedStack.class)
class RecordedBlocksIT {

  static List<String> recordings() throws IOException {
    return RecordedBlocks.names();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void everyRowIsWhatOthersDecodeAndNothingMore(String recording, DataFolder data)
      throws IOException {
    var blocks = RecordedBlocks.read(recording);
    var chain = "evm-" + blocks.chainId();
    long first = blocks.headers().firstKey();
    long last = blocks.headers().lastKey();
    var expected = new RecordedTransfers(blocks);

    CommandRun run;
    try (var node = new RecordedNode(blocks)) {
      run = data.backfill(node.url(), Long.toString(first), Long.toString(last));
    }

    assertThat(run.exitCode()).as(run.err()).isZero();
    var found = data.tables().rows(chain, first, last);
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected.ethers());
    assertAgree(found, expected.ofAnotherProject());
    assertThat(data.tables().oddlyKept(chain, first, last,
        Set.of(run.json().get("job_id").asText()), run.started(), run.ended())).isZero();
    assertThat(run.json().get("blocks_covered").asLong()).isEqualTo(blocks.headers().size());
  }

  /// The rows of ERC-20 and ERC-721 are what another project finds, in the columns that it has.
  private static void assertAgree(List<Row> found, List<Row> other) {
    if (other.isEmpty()) {
      return;
    }
    var columns = new HashSet<String>();
    other.forEach(row -> columns.addAll(row.columns().keySet()));
    assertThat(found.stream()
        .filter(row -> row.table().equals(Row.ERC20) || row.table().equals(Row.ERC721))
        .map(row -> row.only(columns))).containsExactlyInAnyOrderElementsOf(other);
  }
}
