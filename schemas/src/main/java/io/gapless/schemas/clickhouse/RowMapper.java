package io.gapless.schemas.clickhouse;

import java.sql.ResultSet;
import java.sql.SQLException;

/// Makes a value of a result's current row.
@FunctionalInterface
public interface RowMapper<T> {

  T map(ResultSet row) throws SQLException;
}
