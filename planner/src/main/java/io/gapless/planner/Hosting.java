package io.gapless.planner;

import io.gapless.processes.Namespace;
import io.gapless.processes.Processes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a planner's engine runs besides its own processes, and where all of them are served.
///
/// All planners of a cluster have to host the same.
///
/// @param namespaces that it runs too
/// @param jobs makes who is told of jobs, and may ask the processes
/// @param http where its processes are served; empty: nowhere
public record Hosting(List<Namespace> namespaces, Function<Processes, JobListener> jobs,
    Optional<Serving> http) {

  /// Nothing else, served nowhere.
  public static final Hosting NONE =
      new Hosting(List.of(), _ -> JobListener.NONE, Optional.empty());

  /// Takes a copy.
  public Hosting { namespaces = List.copyOf(namespaces); }
}
