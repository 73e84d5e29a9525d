/// How far a job is: followed through its topics, rendered for a terminal, a pipe or a machine.
/// Front door: [io.gapless.cli.progress.JobFollower].
@NullMarked
package io.gapless.cli.progress;

import org.jspecify.annotations.NullMarked;
