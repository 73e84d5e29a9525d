package io.gapless.cli.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// What a command reads from and prints to.
///
/// @param in standard input
/// @param out standard output as text; flushed by who writes to it
/// @param bytes standard output as bytes, for answers that are passed on as they are
/// @param err standard error as text
public record Console(InputStream in, PrintWriter out, OutputStream bytes, PrintWriter err,
    Terminal terminal) {

  /// Over these streams, in UTF-8.
  public static Console over(InputStream in, OutputStream out, OutputStream err,
      Terminal terminal) {
    return new Console(in, new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)),
        out, new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true), terminal);
  }

  /// Prints a line.
  public void println(String line) {
    out.println(line);
    out.flush();
  }
}
