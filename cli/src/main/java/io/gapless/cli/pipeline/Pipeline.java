package io.gapless.cli.pipeline;

import io.gapless.cli.services.Connections;
import io.gapless.schemas.clickhouse.ClickHouse;
import java.util.List;

/// A pipeline that jobs can be given to: servers, and the roles that run in this process, if any.
public interface Pipeline extends AutoCloseable {

  /// The servers that its topics and tables are on.
  Connections connections();

  /// Ids of the jobs that it was opened for, in the request's order; empty where the nodes that say
  /// their bounds are elsewhere.
  List<String> jobIds();

  /// Starts the roles of this process, if there are any, asks for the jobs of a request, and returns
  /// the ids that the answers carry, in the same order.
  ///
  /// @throws io.gapless.cli.console.CommandException if nodes cannot be reached or are not of one
  ///     chain
  List<String> submit(BackfillRequest request) throws InterruptedException;

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
