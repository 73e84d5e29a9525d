package io.gapless.embedded.clickhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReaderTest {

  @Test
  void sendsASelectToAFileBeforeItsFormatAndSettings() {
    Statement.Select select = select("SELECT 1 FORMAT JSON SETTINGS max_threads = 1;");

    assertThat(select.into("/f", "TSV"))
        .isEqualTo("SELECT 1 \nINTO OUTFILE '/f' APPEND FORMAT JSON  SETTINGS max_threads = 1");
  }

  @Test
  void givesASelectTheFormatOfTheRequestWhereItNamesNone() {
    assertThat(select("SELECT 1 -- all\n").into("/f", "CSV"))
        .isEqualTo("SELECT 1 -- all\n\nINTO OUTFILE '/f' APPEND FORMAT CSV ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT format FROM t", "SELECT 'x FORMAT CSV'", "SELECT 1 -- FORMAT CSV",
      "SELECT * FROM (SELECT 1 FORMAT CSV)", "SELECT 1 /* a /* b */ FORMAT CSV */",
      "SELECT $a$ FORMAT CSV$a$", "SELECT `FORMAT` x"})
  void findsNoFormatWhereThereIsNone(String sql) {
    assertThat(select(sql).format()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(SELECT 1) UNION ALL SELECT 2", "/* c */ WITH 1 AS x SELECT x",
      "FROM t SELECT a", " \n select 1"})
  void knowsASelectByItsFirstWord(String sql) {
    assertThat(read(sql)).isInstanceOf(Statement.Select.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      INSERT INTO t VALUES (1)              | Values    | (1)
      INSERT INTO t (a, b) FORMAT CSV\\n1,2 | CSV       | 1,2
      INSERT INTO t FORMAT TSV\\n\\n1       | TSV       | \\n1
      insert into db.`t` format RowBinary   | RowBinary | ''
      INSERT INTO db.values VALUES(1)       | Values    | (1)
      INSERT INTO t SETTINGS async_insert=1 FORMAT CSV 5 | CSV | 5
      """)
  void findsFormatAndDataOfAnInsert(String sql, String format, String data) {
    String text = sql.replace("\\n", "\n");

    Statement.Insert insert = (Statement.Insert) read(text);

    assertThat(insert.format()).contains(format);
    assertThat(text.substring(insert.dataStart())).isEqualTo(data.replace("\\n", "\n"));
  }

  @Test
  void putsTheFileOfAnInsertBeforeItsSettings() {
    Statement.Insert insert =
        (Statement.Insert) read("INSERT INTO t (a) SETTINGS x = 1 FORMAT CSV 5");

    assertThat(insert.from("/f", "TSV"))
        .isEqualTo("INSERT INTO t (a) \nFROM INFILE '/f' SETTINGS x = 1  FORMAT CSV");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSERT INTO t (a", "INSERT INTO t FORM", "INSERT INTO t FORMAT Row",
      "INSERT INTO t FORMAT CSV ", "", "SELECT 1"})
  void wantsMoreOfATextThatMayGoOn(String begun) {
    assertThat(StatementReader.read(begun, false)).isEmpty();
  }

  @Test
  void doesNotLookIntoTheDataOfAnInsert() {
    Optional<Statement> statement = StatementReader.read("INSERT INTO t FORMAT RowBinary\n'\0;\"",
        false);

    assertThat(statement).get().isInstanceOf(Statement.Insert.class);
  }

  @Test
  void leavesAnInsertFromASelectWhole() {
    assertThat(read("INSERT INTO t SELECT * FROM u")).isInstanceOf(Statement.Other.class);
    assertThat(read("INSERT INTO t (a) (SELECT 1)")).isInstanceOf(Statement.Other.class);
  }

  @Test
  void takesSyncFromADrop() {
    assertThat(read("DROP TABLE t SYNC;"))
        .isEqualTo(new Statement.Other("DROP TABLE t ", Optional.empty(), false));
    assertThat(read("DROP TABLE t NO DELAY"))
        .isEqualTo(new Statement.Other("DROP TABLE t ", Optional.empty(), false));
  }

  @Test
  void readsTheConditionOfAKill() {
    assertThat(read("KILL QUERY WHERE query_id = 'a' SYNC FORMAT CSV"))
        .isEqualTo(new Statement.Kill(" query_id = 'a' ", true, false, Optional.of("CSV")));
    assertThat(read("KILL QUERY WHERE user = 'b'"))
        .isEqualTo(new Statement.Kill(" user = 'b'", false, false, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1; SELECT 2", "SELECT 1 INTO OUTFILE '/etc/x'",
      "INSERT INTO t FROM INFILE '/etc/passwd' FORMAT CSV"})
  void refusesTwoStatementsAndFilesOfTheServer(String sql) {
    assertThatThrownBy(() -> read(sql)).hasMessageContaining("DB::Exception");
  }

  private static Statement.Select select(String sql) {
    return (Statement.Select) read(sql);
  }

  private static Statement read(String sql) {
    return StatementReader.read(sql, true).orElseThrow();
  }
}
