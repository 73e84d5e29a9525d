package io.gapless.cli.progress;

import static io.gapless.cli.progress.Samples.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.cli.console.Console;
import io.gapless.cli.console.Terminal;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.WorkerState;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressRenderingTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Instant now = START;

  @Test
  void showsABlockOfLines() {
    assertThat(ProgressText.block(running(), 200)).containsExactly(
        "evm-1  blocks 0..9999  job job-1  running",
        "█████████████░░░░░░░░░░░░░░░░░░░░░░░░░░░ 33.3 %  3,333 of 10,000 blocks, 0:20 left",
        "rows       erc20_transfers 33,330, erc721_transfers 3,333  3,666/s",
        "endpoint   host#0123abcd  operating  8.0/s of 13/s (limit 25/s), 3 in flight, 5 ms, 1,000 asked, 3 refused (throttled 3), lacks eth_getBlockReceipts",
        "requests   100, 4 retries   gaps 2 found, 1 filled, 1 open",
        "verdicts   HEAD 99.6 %, ROOT 0.3 %",
        "spot checks 20 blocks proven besides, 1 could not be proven",
        "distrusted other#4567cdef: shown by a proof to have answered wrongly; its word counts no more");
  }

  @Test
  void showsSeveralJobsInShortAndTheirNodesOnce() {
    var two = ProgressText.block(List.of(running(), running()), 200);

    assertThat(two).hasSize(7).filteredOn(line -> line.startsWith("endpoint")).hasSize(1);
    assertThat(two.get(3)).isEqualTo(two.getFirst());
    assertThat(ProgressText.lines(List.of(running(), running()))).hasSize(2)
        .allMatch(line -> line.startsWith("job job-1: 3,333 of 10,000 blocks"));
    assertThat(ProgressText.lines(List.of(running()))).singleElement().asString()
        .startsWith("3,333 of 10,000 blocks");
  }

  @Test
  void keepsToTheWidthOfTheTerminal() {
    assertThat(ProgressText.block(running(), 40)).allMatch(line -> line.length() <= 40)
        .anyMatch(line -> line.endsWith("…"));
  }

  @Test
  void neverRoundsUpToAHundredPercent() {
    assertThat(Numbers.percent(0.99999)).isEqualTo("99.9 %");
    assertThat(Numbers.percent(1)).isEqualTo("100.0 %");
  }

  @Test
  void listsWhatIsMissingInTheSummary() {
    assertThat(ProgressText.summary(ended(JobState.INCOMPLETE)))
        .first().isEqualTo("job job-1: finished with gaps");
    assertThat(ProgressText.summary(ended(JobState.INCOMPLETE))).contains(
        "  missing   100..199 (100 blocks) abandoned after 5 attempts at host#0123abcd: result too large");
  }

  @Test
  void redrawsTheBlockInPlaceAndRestoresTheCursor() {
    try (var view = new LiveProgress(console(true), () -> now)) {
      view.show(running());
      now = now.plusMillis(100);
      view.show(running());
      now = now.plusMillis(200);
      view.show(running());
      view.message("hello");
    }

    var text = out.toString(UTF_8);
    assertThat(text).startsWith("\u001b[?25l").endsWith("\u001b[?25h");
    assertThat(List.of(text.split("\u001b\\[8A\r\u001b\\[0J", -1))).hasSize(3).last().asString()
        .startsWith("hello\nevm-1");
  }

  @Test
  void printsALineNowAndThenIntoAPipe() {
    try (var view = new PlainProgress(console(false), () -> now)) {
      view.show(running());
      now = now.plusSeconds(1);
      view.show(running());
      now = now.plusSeconds(10);
      view.show(running());
    }

    assertThat(out.toString(UTF_8).lines()).hasSize(2).allMatch(line -> line.equals(
        "3,333 of 10,000 blocks (33.3 %), 36,663 rows, 3,666/s, 0:20 left, 4 retries, gaps 2 found, "
            + "1 filled, 1 open"));
  }

  @Test
  void printsOneObjectForMachines() throws JsonProcessingException {
    try (var view = new JsonProgress(console(false))) {
      view.show(running());
      view.ended(ended(JobState.COMPLETE));
    }

    var json = new ObjectMapper().readTree(out.toString(UTF_8));
    assertThat(json.path("state").asText()).isEqualTo("COMPLETE");
    assertThat(json.path("blocks").asLong()).isEqualTo(10_000);
    assertThat(json.path("rows").path("erc20_transfers").asLong()).isEqualTo(33_330);
    assertThat(json.path("spot_checks").asLong()).isEqualTo(20);
    assertThat(json.path("distrusted").get(0).asText()).isEqualTo("other#4567cdef");
    assertThat(json.path("endpoints").get(0).path("errors").path("THROTTLED").asLong())
        .isEqualTo(3);
    assertThat(json.path("gaps").get(0).path("state").asText()).isEqualTo("ABANDONED");
    assertThat(new ObjectMapper().readTree(ProgressJson.gaps(List.of(running()))).get(0)
        .path("job_id").asText()).isEqualTo("job-1");
  }

  @Test
  void writesTimesAsPeopleDo() {
    assertThat(Numbers.time(java.time.Duration.ofSeconds(7))).isEqualTo("0:07");
    assertThat(Numbers.time(java.time.Duration.ofSeconds(3_661))).isEqualTo("1:01:01");
    assertThat(Numbers.time(java.time.Duration.ofHours(51))).isEqualTo("2 d 3 h");
  }

  private Console console(boolean interactive) {
    return Console.over(InputStream.nullInputStream(), out, out, new Terminal(interactive, 120));
  }

  private static JobProgress running() {
    return progress(JobState.RUNNING);
  }

  private static JobProgress ended(JobState state) {
    return progress(state);
  }

  private static JobProgress progress(JobState state) {
    var ledger = new JobLedger();
    var end = START.plusSeconds(10);
    ledger.on(Samples.job(state, "request-1", end));
    ledger.on(Samples.verdict(0, START));
    ledger.on(Samples.verdict(3_333, end));
    ledger.on(Samples.heartbeat("a-fetcher-0", WorkerState.RUNNING, end));
    return ledger.progress("job-1", end).orElseThrow();
  }
}
