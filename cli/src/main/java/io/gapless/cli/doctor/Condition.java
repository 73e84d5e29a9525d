package io.gapless.cli.doctor;

/// Something that is wrong with a pipeline that runs, for as long as it is.
///
/// @param namespace what it is wrong with: `worker`, `fleet`, `tables`, `disk`, `dead-letter`
/// @param id of which
/// @param needed whether work stands still, or rows are wrong
/// @param text what is wrong
/// @param advice what to do
public record Condition(String namespace, String id, boolean needed, String text,
    String advice) {

  /// As the doctor tells it.
  Finding finding() {
    return needed ? Finding.missing(text, advice) : Finding.weak(text, advice);
  }
}
