package io.gapless.cli.pipeline;

import io.gapless.cli.services.Connections;
import io.gapless.schemas.clickhouse.ClickHouse;
import java.util.List;

/// Servers, and the roles that run in this process, if any.
public interface Stack extends AutoCloseable {

  /// The servers that its topics and tables are on.
  Connections connections();

  /// The tables' server.
  ///
  /// @throws io.gapless.schemas.clickhouse.ClickHouseUnavailableException if it cannot be reached, or
  ///     refuses the user
  ClickHouse tables();

  /// Whether jobs stop with this process, since all roles run in it.
  boolean runsJobs();

  /// Roles of this process that ended by themselves, as lines for a person; empty as long as all is
  /// well.
  ///
  /// @throws io.gapless.cli.console.CommandException if an embedded server has ended
  List<String> failures();

  /// Stops the roles of this process, then the servers that it started.
  @Override
  void close();
}
