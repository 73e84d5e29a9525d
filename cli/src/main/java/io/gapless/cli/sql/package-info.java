/// Questions to ClickHouse in its own SQL, answers streamed. Front door: [io.gapless.cli.sql.SqlQuery].
@NullMarked
package io.gapless.cli.sql;

import org.jspecify.annotations.NullMarked;
