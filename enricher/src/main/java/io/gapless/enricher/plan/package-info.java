/// What is missing, and the process that has it fetched. Front door:
/// [io.gapless.enricher.plan.EnrichProcess].
@NullMarked
package io.gapless.enricher.plan;

import org.jspecify.annotations.NullMarked;
