package io.gapless.processes.engine;

import java.util.Optional;
import java.util.function.Supplier;

/// The state that lies on an engine.
///
/// @param hosts partitions that it owns
/// @param standbys copies of those that others own
/// @param trouble why the engine cannot be used now; empty if it can
record LocalState(Hosts hosts, StandbyReads standbys, Supplier<Optional<String>> trouble) {}
