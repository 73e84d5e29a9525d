/// Signs of life that every worker gives. Front door: [io.gapless.schemas.worker.Heart].
@NullMarked
package io.gapless.schemas.worker;

import org.jspecify.annotations.NullMarked;
