package io.gapless.embedded;

import io.gapless.embedded.clickhouse.ClickHouseMain;
import io.gapless.embedded.kafka.KafkaBroker;
import io.gapless.embedded.packages.FetchListener;
import io.gapless.embedded.packages.PackageCache;
import io.gapless.embedded.packages.PackageException;
import io.gapless.embedded.process.FolderLock;
import io.gapless.embedded.process.ParentWatch;
import io.gapless.embedded.process.Ports;
import io.gapless.embedded.process.RunningService;
import io.gapless.embedded.process.ServiceException;
import io.gapless.embedded.process.ServiceProcess;
import io.gapless.embedded.registry.ApicurioRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// One service as a process of its own.
///
/// ```
/// kafka|registry|clickhouse --data DIR [--port N] [--heap MEGABYTES] [--password-env VARIABLE]
/// ```
///
/// Prints `ready <url>`, or `failed <why>` and ends with status 3 (2 for wrong arguments). Leaves
/// when its standard input closes, or on SIGTERM; Ctrl-C is left to its parent.
public final class ServiceMain {

  private static final int WRONG_USAGE = 2;
  private static final int UNREACHABLE = 3;
  /// How long an earlier process may take to leave the folder.
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration CHECK = Duration.ofMillis(500);

  private ServiceMain() {}

  /// Runs until told to leave.
  public static void main(String[] args) throws Exception {
    ParentWatch.ignoreInterrupts();
    ParentWatch.start(() -> System.exit(0));
    try {
      ServiceArguments arguments = ServiceArguments.parse(args);
      switch (arguments.service()) {
        case KAFKA -> run(KafkaBroker.start(arguments.data(), arguments.port()));
        case REGISTRY -> run(registry(arguments));
        case CLICKHOUSE -> clickHouse(arguments);
      }
    } catch (IllegalArgumentException e) {
      fail(e, WRONG_USAGE);
    } catch (ServiceException | PackageException e) {
      fail(e, UNREACHABLE);
    }
  }

  /// Its main answers for itself; here it gets its folder and port.
  private static void clickHouse(ServiceArguments arguments)
      throws IOException {
    Files.createDirectories(arguments.data());
    FolderLock lock = FolderLock.take(arguments.data(), PATIENCE);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(lock::close));
    int port = Ports.choose("clickhouse", arguments.data(), arguments.port());
    var line = new ArrayList<>(
        List.of("--data", arguments.data().toString(), "--port", Integer.toString(port)));
    arguments.passwordVariable().ifPresent(name -> line.addAll(List.of("--password-env", name)));
    ClickHouseMain.main(line.toArray(String[]::new));
  }

  private static ApicurioRegistry registry(ServiceArguments arguments) {
    Path log = arguments.data().resolveSibling("logs").resolve("registry.log");
    return ApicurioRegistry.start(PackageCache.ofUser(FetchListener.lines(System.out::println)),
        arguments.data(), arguments.port(), arguments.heapMegabytes(), log);
  }

  private static void run(RunningService service) throws InterruptedException {
    var leaving = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
      leaving.set(true);
      service.close();
    }));
    say(ServiceProcess.READY + service.url());
    while (service.alive()) {
      Thread.sleep(CHECK);
    }
    if (!leaving.get()) {
      throw new ServiceException("the service has ended by itself: see its log");
    }
  }

  private static void fail(Exception e, int status) {
    say(ServiceProcess.FAILED + e.getMessage());
    System.exit(status);
  }

  private static void say(String line) {
    PrintStream out = System.out;
    out.println(line);
    out.flush();
  }
}
