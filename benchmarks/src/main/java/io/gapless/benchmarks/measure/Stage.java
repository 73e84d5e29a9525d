package io.gapless.benchmarks.measure;

import java.util.Locale;

/// A part of the pipeline, or of its node, that can be measured alone on the same rows.
public enum Stage {

  ANSWER("the node's share: makes the answers in memory and sends them to nobody; processor time is"
      + " of its threads"),
  READ("fetches the node's answers to the same requests and throws them away"),
  PROVE("checks all hashes of ledgers that are in memory, on all cores; processor time is of its"
      + " threads"),
  DECODE("fetches and decodes them to records, with every check, and throws those away"),
  PRODUCE("the fetchers alone: from works in their topic to committed records and outcomes"),
  INSERT("one INSERT of all rows of a table, in the format and with the settings of a sink, through"
      + " ClickHouse's HTTP interface");

  private final String meaning;

  Stage(String meaning) {
    this.meaning = meaning;
  }

  /// What it does, for a reader of the report.
  public String meaning() {
    return meaning;
  }

  /// Its name in the report.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
