package io.gapless.sink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnCheckTest {

  private static final List<String> NAMES = List.of("chain", "time", "parts");
  private static final List<String> TYPES = List.of("String", "DateTime64(3, 'UTC')",
      "Array(Tuple(first UInt64, endpoint String))");

  @Test
  void acceptsDictionariesTimeZonesAndColumnsOfOthers() {
    var columns = Map.of("chain", "LowCardinality(String)", "time", "DateTime64(3)", "parts",
        "Array(Tuple(\n    first UInt64,\n    endpoint LowCardinality(String)))", "note", "String");

    assertThatCode(() -> ColumnCheck.check("t", columns, NAMES, TYPES)).doesNotThrowAnyException();
  }

  @Test
  void namesTableColumnAndBothTypes() {
    var columns = Map.of("chain", "String", "time", "DateTime", "parts", TYPES.get(2));

    assertThatThrownBy(() -> ColumnCheck.check("t", columns, NAMES, TYPES))
        .isInstanceOf(SinkException.class).hasMessageStartingWith(
            "table t, column time is DateTime and rows are written as DateTime64(3, 'UTC')");
  }

  @Test
  void namesAColumnThatIsNotThere() {
    var columns = Map.of("chain", "String", "time", "DateTime64(3)");

    assertThatThrownBy(() -> ColumnCheck.check("t", columns, NAMES, TYPES))
        .hasMessageStartingWith("table t has no column parts");
  }
}
