package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.kafka.KafkaTool;
import io.gapless.cli.kafka.ToolArguments;
import io.gapless.cli.kafka.ToolRun;
import io.gapless.cli.services.Need;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gapless kafka`.
@Command(name = "kafka", sortOptions = false, description = {
    "Kafka's own tools, with the broker's address filled in; our options stand before TOOL.",
    "console-consumer prints records of our topics as JSON, committed ones only."})
public final class KafkaCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(index = "0", paramLabel = "TOOL", description = "topics, console-consumer, consumer-groups, get-offsets, configs, ….")
  private String tool = "";

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGS", description = "As the tool takes them.")
  private List<String> arguments = List.of();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  KafkaCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    var chosen = KafkaTool.named(tool).orElseThrow(() -> CommandException.usage("kafka",
        "'" + tool + "' is none of Kafka's tools; there are " + KafkaTool.names()));
    var connections = context.connections();
    var completing = new ToolArguments(connections.topics());
    var needs = EnumSet.noneOf(Need.class);
    if (chosen.needsBroker() && !arguments.contains("--help")) {
      needs.add(Need.KAFKA);
    }
    if (completing.needsRegistry(chosen, arguments)) {
      needs.add(Need.REGISTRY);
    }
    context.log(connections);
    spec.commandLine().getOut().flush();
    try (var servers = context.services().connect(connections, needs)) {
      return ToolRun.run(chosen, completing.complete(chosen, arguments, servers.kafka(),
          servers.registry()));
    }
  }
}
