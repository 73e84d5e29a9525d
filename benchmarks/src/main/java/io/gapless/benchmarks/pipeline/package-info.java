/// The servers and roles that are measured, all in this process or its children. Front door:
/// [io.gapless.benchmarks.pipeline.Pipeline].
@NullMarked
package io.gapless.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
