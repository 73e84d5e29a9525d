/// The compressed forms of bodies: ClickHouse's own blocks (`compress=1`, `decompress=1`) and the
/// codings of HTTP.
@NullMarked
package io.gapless.embedded.clickhouse.compression;

import org.jspecify.annotations.NullMarked;
