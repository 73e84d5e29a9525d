package io.gapless.cli.command;

import io.gapless.cli.services.Need;
import io.gapless.cli.sql.SqlQuery;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gapless sql`.
@Command(name = "sql", sortOptions = false, description = "Asks the tables, in ClickHouse's SQL (FORMAT … included).")
final class SqlCommand implements Callable<Integer> {

  private static final String FOR_PEOPLE = "PrettyCompact";
  private static final String FOR_PIPES = "TabSeparated";

  private final Context context;

  @Parameters(arity = "1..*", paramLabel = "STATEMENT", description = "E.g. \"SELECT 1\".")
  private List<String> words = List.of();

  @Option(names = "--format", paramLabel = "NAME", defaultValue = "", description = "Format of the answer (default: "
      + FOR_PEOPLE + " on a terminal, " + FOR_PIPES
      + " in a pipe).")
  private String format = "";

  SqlCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    context.log(connections);
    try (var servers = context.services().connect(connections, Set.of(Need.CLICKHOUSE))) {
      var console = context.console();
      console.out().flush();
      new SqlQuery(servers.clickHouse().orElseThrow()).run(String.join(" ", words),
          !format.isEmpty() ? format : console.terminal().interactive() ? FOR_PEOPLE : FOR_PIPES,
          console.bytes());
      return 0;
    }
  }
}
