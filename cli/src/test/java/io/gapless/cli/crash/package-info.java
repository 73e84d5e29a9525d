/// Tests that kill real processes while a backfill runs, and compare the tables with what the chain
/// holds. Front door: [io.gapless.cli.crash.RoleProcesses].
@NullMarked
package io.gapless.cli.crash;

import org.jspecify.annotations.NullMarked;
