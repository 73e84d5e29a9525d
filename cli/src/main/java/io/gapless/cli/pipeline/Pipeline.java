package io.gapless.cli.pipeline;

import java.util.List;

/// A pipeline that jobs can be given to.
public interface Pipeline extends Stack {

  /// Ids of the jobs that it was opened for, in the request's order; empty where the nodes that say
  /// their bounds are elsewhere.
  List<String> jobIds();

  /// Starts the roles of this process, if there are any, asks for the jobs of a request, and returns
  /// the ids that the answers carry, in the same order.
  ///
  /// @throws io.gapless.cli.console.CommandException if nodes cannot be reached or are not of one
  ///     chain
  List<String> submit(BackfillRequest request) throws InterruptedException;
}
