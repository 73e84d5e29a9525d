package io.gapless.embedded.clickhouse;

import io.gapless.embedded.clickhouse.engine.EngineException;
import io.gapless.embedded.packages.FetchListener;
import io.gapless.embedded.packages.PackageCache;
import io.gapless.embedded.packages.PackageException;
import io.gapless.embedded.process.ParentWatch;
import io.gapless.embedded.process.ServiceException;
import io.gapless.embedded.process.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// ClickHouse as a process of its own: a `clickhouse` of the PATH where there is one, else the
/// engine's library behind our front.
///
/// ```
/// --data DIR [--port N] [--password-env VARIABLE]
/// ```
///
/// Prints `ready http://127.0.0.1:PORT`, or `failed <why>` and ends with status 3 (2 for wrong
/// arguments). Leaves when its standard input closes, or on SIGTERM.
public final class ClickHouseMain {
  private static final int WRONG_USAGE = 2;
  private static final int UNREACHABLE = 3;

  private ClickHouseMain() {}

  /// Starts and serves until told to leave.
  public static void main(String[] args) {
    ParentWatch.start(() -> System.exit(0));
    try {
      MainArguments arguments = MainArguments.parse(args);
      String password = arguments.password(System.getenv());
      Optional<Path> server = ServerBinary.onPath(System.getenv().getOrDefault("PATH", ""));
      if (server.isPresent()) {
        ServerBinary.run(server.get(), arguments);
      } else {
        serve(arguments, password);
      }
    } catch (IllegalArgumentException e) {
      fail(e, WRONG_USAGE);
    } catch (ServiceException | PackageException | EngineException | IOException e) {
      fail(e, UNREACHABLE);
    }
  }

  private static void serve(MainArguments arguments, String password) throws IOException {
    Path library = EnginePackage
        .library(PackageCache.ofUser(FetchListener.lines(System.out::println)));
    ClickHouseFront front = ClickHouseFront.start(
        new FrontConfig(library, arguments.data(), arguments.port(), password));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
      front.close();
      // The engine's own threads and exit handlers may not end: nothing is left to wait for.
      Runtime.getRuntime().halt(0);
    }));
    announce(front.uri());
  }

  static void announce(URI uri) {
    System.out.println(ServiceProcess.READY + uri);
    System.out.flush();
  }

  private static void fail(Exception e, int status) {
    System.out.println(ServiceProcess.FAILED + e.getMessage());
    System.out.flush();
    System.exit(status);
  }
}
