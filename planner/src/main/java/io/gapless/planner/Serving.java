package io.gapless.planner;

import io.gapless.processes.http.ServerConfig;
import java.util.function.Supplier;

/// How a planner serves its processes over HTTP.
///
/// @param server where it listens
/// @param metrics of the planner, as Prometheus text
public record Serving(ServerConfig server, Supplier<String> metrics) {}
