package io.gapless.processes.http;

/// A field of what came in that is missing, unknown or of the wrong form.
final class BadFieldException extends RuntimeException {

  private final String field;

  /// @param field where it is, e.g. `history[2].payload`
  /// @param problem goes on after the field's name, e.g. "is not a text"
  BadFieldException(String field, String problem) {
    super(field + " " + problem);
    this.field = field;
  }

  String field() {
    return field;
  }
}
