package io.gapless.benchmarks.e2e;

import java.util.Locale;

/// A part of the pipeline that can be measured alone, on the same rows.
enum Stage {

  READ("fetches the node's answers to the same requests and throws them away"),
  DECODE("fetches and decodes them to records, with every check, and throws those away"),
  PRODUCE("the fetchers alone: from works in their topic to committed records and outcomes"),
  INSERT("one INSERT of all rows in RowBinary through ClickHouse's HTTP interface");

  private final String meaning;

  Stage(String meaning) {
    this.meaning = meaning;
  }

  /// What it does, for a reader of the report.
  String meaning() {
    return meaning;
  }

  /// Its name in the report.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
