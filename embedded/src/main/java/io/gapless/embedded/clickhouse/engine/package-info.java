/// The engine's library (`libchdb`), called through the Foreign Function & Memory API. Front door:
/// [io.gapless.embedded.clickhouse.engine.Engine]. Knows nothing of HTTP.
@NullMarked
package io.gapless.embedded.clickhouse.engine;

import org.jspecify.annotations.NullMarked;
