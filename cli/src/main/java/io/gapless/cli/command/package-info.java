/// One class a command: parse, call a front door, print. Front door:
/// [io.gapless.cli.command.RootCommand].
@NullMarked
package io.gapless.cli.command;

import org.jspecify.annotations.NullMarked;
