/// What every writer of a job's works has to do the same. Front door:
/// [io.gapless.schemas.work.SpotChecks].
@NullMarked
package io.gapless.schemas.work;

import org.jspecify.annotations.NullMarked;
