/// Datasets: a folder with an Avro schema and a table definition each. Front door: [io.gapless.schemas.dataset.Datasets].
@NullMarked
package io.gapless.schemas.dataset;

import org.jspecify.annotations.NullMarked;
