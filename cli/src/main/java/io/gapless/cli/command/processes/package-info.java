/// Commands that show durable processes and ask them. Front door:
/// [io.gapless.cli.command.processes.ProcessesCommand].
@NullMarked
package io.gapless.cli.command.processes;

import org.jspecify.annotations.NullMarked;
