package io.gapless.cli.command.processes;

import io.gapless.cli.command.Context;
import io.gapless.cli.command.Durations;
import io.gapless.cli.console.CommandException;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.services.Need;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessTopics;
import io.gapless.processes.Processes;
import io.gapless.processes.engine.ProcessClient;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.worker.Faults;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.Option;

/// Asks the engines about processes, and says what their refusals mean for whoever typed a command.
public final class AskedProcesses {

  private static final String START = "start `gapless planner` or `gapless up`";

  private final Context context;

  @Option(names = "--timeout", paramLabel = "TIME", defaultValue = "20s", converter = Durations.class, description = "How long an answer is waited for (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofSeconds(20);

  /// For a command's mixin.
  public AskedProcesses(Context context) {
    this.context = context;
  }

  /// What is done while there is somebody to ask.
  @FunctionalInterface
  public interface Use {
    /// Asks them.
    void of(Processes processes) throws InterruptedException;
  }

  /// Asks about a namespace; returns the exit code.
  public int use(String namespace, Use use) throws InterruptedException {
    return use(namespace, "", use);
  }

  /// Asks about a namespace; returns the exit code.
  ///
  /// @param late what is said besides where no answer came
  int use(String namespace, String late, Use use) throws InterruptedException {
    if (timeout.isZero()) {
      throw CommandException.usage("--timeout", "0 is no time to wait; give e.g. 30s");
    }
    var connections = context.connections();
    requireSomebody(connections);
    context.log(connections);
    try (var servers =
        context.services().connect(connections, Set.of(Need.KAFKA, Need.REGISTRY))) {
      var kafka = servers.kafkaClient(connections.kafkaProperties());
      var topics = connections.processTopics();
      requireTopics(kafka, topics);
      try (var client = ProcessClient.start(topics,
          new RecordSerdes(servers.registry().orElseThrow()), kafka, timeout)) {
        use.of(client);
        return 0;
      }
    } catch (ProcessException e) {
      throw refusal(namespace, late, e);
    } catch (EngineUnavailableException e) {
      throw CommandException.unreachable(String.valueOf(e.getMessage()), e);
    } catch (InterruptException e) {
      Thread.interrupted(); // Kafka sets the flag and throws; one of the two is enough
      var interrupted = new InterruptedException("while processes were asked");
      interrupted.initCause(e);
      throw interrupted;
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  /// Servers that this command started would have no engine beside them.
  private static void requireSomebody(ConnectionOptions connections) {
    if (connections.kafka().isEmpty() && EmbeddedStack.running(connections.data()).isEmpty()) {
      throw CommandException.unreachable("nothing runs on " + connections.data()
          + ", and only a running engine answers about processes: " + START
          + ", or name a cluster with --kafka", null);
    }
  }

  /// A client would wait for them.
  private static void requireTopics(Map<String, Object> kafka, ProcessTopics topics)
      throws InterruptedException {
    try (var admin = Admin.create(new HashMap<>(kafka))) {
      var _ = admin.describeTopics(List.of(topics.commands(), topics.replies())).allTopicNames()
          .get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownTopicOrPartitionException
          ? CommandException.unreachable("there is no topic " + topics.commands()
              + ": no engine of processes has run there yet; " + START
              + ", or name another --topic-prefix", e)
          : unreachable(e);
    }
  }

  private static CommandException unreachable(Exception e) {
    return CommandException.unreachable("Kafka does not answer: " + Faults.reason(e), e);
  }

  private CommandException refusal(String namespace, String late, ProcessException e) {
    var reason = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case NAMESPACE_NOT_FOUND -> CommandException.rejected(reason + ": no engine here runs '"
          + Printable.escaped(namespace) + "'; is its name right, and that of --topic-prefix?");
      case PROCESS_NOT_FOUND -> CommandException.rejected(reason + "; `gapless processes list "
          + Printable.escaped(namespace) + "` has those that there are");
      case KEY_REUSED -> CommandException.rejected("--key: " + reason
          + ": it stands for another request; a new request needs a new key");
      case PROCESS_IS_ERROR, PROCESS_IS_INIT, PROCESS_IS_RUNNING, PROCESS_ALREADY_EXISTS ->
          CommandException.failed(reason + "; `gapless processes get` says more");
      case PROCESSOR, REFUSED, INTERNAL -> CommandException.failed(Printable.escaped(reason));
      case TIMEOUT -> CommandException.unreachable(reason + ", waited " + timeout.toMillis()
          + " ms; where no engine runs, " + START + "; where it is slow, give it more --timeout"
          + late, e);
    };
  }
}
