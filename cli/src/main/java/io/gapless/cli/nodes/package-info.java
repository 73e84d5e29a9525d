/// Nodes that a user named, of whatever chain, and what the roles need of them. Front door:
/// [io.gapless.cli.nodes.Nodes].
@NullMarked
package io.gapless.cli.nodes;

import org.jspecify.annotations.NullMarked;
