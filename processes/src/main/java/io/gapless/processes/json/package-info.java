/// What there is to say of processes, as JSON. Front door: [io.gapless.processes.json.JsonViews].
@NullMarked
package io.gapless.processes.json;

import org.jspecify.annotations.NullMarked;
