package io.gapless.cli.console;

import java.util.regex.Pattern;

/// Takes from text what may be a secret.
public final class Redaction {

  private static final Pattern URL =
      Pattern.compile(
          "([a-zA-Z][a-zA-Z0-9+.:-]*//)([^/\\s'\",@]*@)?([^/\\s'\",?#]+)([/?#][^\\s'\",]+)?");

  private Redaction() {}

  /// The text with user, path and parameters of every URL in it replaced by `***`.
  public static String urls(String text) {
    return URL.matcher(text).replaceAll(found -> found.group(1)
        + (found.group(2) == null ? "" : "***@") + found.group(3).replace("$", "\\$")
        + (found.group(4) == null ? "" : "/***"));
  }
}
