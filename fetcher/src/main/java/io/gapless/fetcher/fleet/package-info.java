/// One budget an endpoint for all processes of a fleet, by what their heartbeats say. Front door:
/// [io.gapless.fetcher.fleet.SharedBudget].
@NullMarked
package io.gapless.fetcher.fleet;

import org.jspecify.annotations.NullMarked;
