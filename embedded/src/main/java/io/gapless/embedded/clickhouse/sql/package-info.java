/// As much of ClickHouse's grammar as the front needs: where a statement's data begins, which
/// format it names, what kind it is. The engine does the parsing proper.
@NullMarked
package io.gapless.embedded.clickhouse.sql;

import org.jspecify.annotations.NullMarked;
