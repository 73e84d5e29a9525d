/// Apicurio Registry as a child process. Front door:
/// [io.gapless.embedded.registry.ApicurioRegistry].
@NullMarked
package io.gapless.embedded.registry;

import org.jspecify.annotations.NullMarked;
