/// What goes wrong with workers and nodes while nobody looks: finds it by heartbeats, evicts workers
/// that are stalled, and tells each condition once when it begins and once when it ends. Front door:
/// [io.gapless.planner.monitor.Monitor].
@NullMarked
package io.gapless.planner.monitor;

import org.jspecify.annotations.NullMarked;
