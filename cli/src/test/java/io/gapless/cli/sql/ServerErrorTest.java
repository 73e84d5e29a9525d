package io.gapless.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerErrorTest {

  @Test
  void saysAnErrorInOneLineWithoutTheVersion() {
    assertThat(ServerError.oneLine(
        "Code: 62. DB::Exception: Syntax error:\n\nSELEC 1. (SYNTAX_ERROR) (version 26.5.3.1 (official build))\n"))
        .isEqualTo("Code: 62. DB::Exception: Syntax error: SELEC 1. (SYNTAX_ERROR)");
  }

  @Test
  void findsAnErrorAtTheEndOfAnAnswer() {
    assertThat(ServerError.atEndOf("1\n2\nCode: 395. DB::Exception: Value passed. (X)"))
        .contains("Code: 395. DB::Exception: Value passed. (X)");
    assertThat(ServerError.atEndOf("1\n2\r\n__exception__\r\nabcdef\r\nCode: 395. DB::Exception: "
        + "Value passed. (X) (version 26.5)\n64 abcdef\r\n__exception__\r\n"))
        .contains("Code: 395. DB::Exception: Value passed. (X)");
  }

  @Test
  void findsNoErrorInAWholeAnswer() {
    assertThat(ServerError.atEndOf("1\n2\nCode: none\n")).isEmpty();
  }
}
