package io.gapless.cli.realchain.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.cli.operator.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;

/// The commands of `docs/operations.md`, typed beside a pipeline that runs and has done a job.
final class OperatorsGuide {

  private static final Path FILE = Path.of("..", "docs", "operations.md");
  /// They run until they are stopped; other tests start them.
  private static final Set<String> ROLES = Set.of("up", "fetcher");
  /// A job that is complete has nothing to steer, and says so.
  private static final Set<String> STEERING =
      Set.of("pause", "resume", "workers", "repair", "remove");
  private static final int REJECTED = 2;
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final Path folder;
  private final Path market;
  private final String node;

  /// @param folder that commands are typed in
  /// @param market the preset instead of Polymarket's
  OperatorsGuide(Path folder, Path market, String node) {
    this.folder = folder;
    this.market = market;
    this.node = node;
  }

  void tryEveryCommand() throws IOException {
    var jobs = jobs();
    var commands = commands();
    assertThat(commands).hasSizeGreaterThan(30);
    var softly = new SoftAssertions();
    for (var command : commands) {
      // one that is removed cannot be looked at
      var words = words(command, command.startsWith("remove ") ? jobs.getLast() : jobs.getFirst());
      if (ROLES.contains(words.getFirst())) {
        continue;
      }
      var typed = new Typed(folder, Map.of());
      int exitCode = typed.runTool(words.toArray(String[]::new));
      System.out.println("$ gapless " + command + "\n" + typed.out() + typed.err());
      if (STEERING.contains(words.getFirst()) && exitCode == REJECTED) {
        softly.assertThat(typed.err()).as(command).contains("COMPLETE");
      } else {
        softly.assertThat(exitCode).as("%s: %s%s", command, typed.out(), typed.err()).isZero();
      }
    }
    softly.assertAll();
  }

  private static List<String> commands() throws IOException {
    return Files.readAllLines(FILE).stream().filter(line -> line.startsWith("./gapless "))
        .map(line -> line.replaceFirst("^\\./gapless ", "").replaceFirst("\\s+# .*", "")).toList();
  }

  private List<String> words(String command, String job) {
    var words = new ArrayList<String>();
    var matcher = WORD.matcher(command.replace(" JOB", " " + job).replace("URL", node)
        .replace("polymarket", market.toString())
        .replace("evm-137", "evm-" + MarketStory.CHAIN_ID));
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words;
  }

  private List<String> jobs() throws IOException {
    var typed = new Typed(folder, Map.of());
    assertThat(typed.run("status", "--json")).as(typed.err()).isZero();
    return new ObjectMapper().readTree(typed.out()).findValuesAsText("job_id");
  }
}
