package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.options.Servers;
import io.gapless.embedded.Service;
import io.gapless.embedded.ServiceMain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gapless service`.
@Command(name = "service", sortOptions = false, description = {
    "Runs one embedded server as a process of its own, until its standard input closes.",
    "Prints `ready <address>`, or `failed <why>`."})
final class ServiceCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(index = "0", paramLabel = "NAME", description = "kafka, registry or clickhouse.")
  private String name = "";

  @Option(names = "--port", paramLabel = "N", defaultValue = "0", converter = Servers.Port.class, description = "Port to listen on (default: the one of last time, or any free one).")
  private int port;

  @Option(names = "--heap", paramLabel = "MB", description = "Java heap of the registry's process.")
  private @Nullable Integer heap;

  @Option(names = "--password-env", paramLabel = "VARIABLE", description = "Environment variable with the password that ClickHouse asks for.")
  private @Nullable String passwordVariable;

  ServiceCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    var service = Arrays.stream(Service.values())
        .filter(known -> known.label().equals(name.toLowerCase(Locale.ROOT))).findFirst()
        .orElseThrow(() -> CommandException.usage("service",
            "'" + name + "' is none of kafka, registry and clickhouse"));
    var connections = context.connections();
    context.log(connections);
    var arguments = new ArrayList<>(List.of(service.label(), "--data",
        connections.data().resolve(service.label()).toString(), "--port",
        Integer.toString(port)));
    if (heap != null) {
      arguments.addAll(List.of("--heap", heap.toString()));
    }
    if (passwordVariable != null) {
      arguments.addAll(List.of("--password-env", passwordVariable));
    }
    ServiceMain.main(arguments.toArray(String[]::new));
    new CountDownLatch(1).await(); // the service's own threads end the process
    return 0;
  }
}
