/// What the commands want of the pipeline, and what a user asked of it. Front door:
/// [io.gapless.cli.pipeline.Wiring].
@NullMarked
package io.gapless.cli.pipeline;

import org.jspecify.annotations.NullMarked;
