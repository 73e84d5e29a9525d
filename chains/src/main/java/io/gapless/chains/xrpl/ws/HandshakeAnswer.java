package io.gapless.chains.xrpl.ws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a server answered the WebSocket handshake, as far as the answer has come in: one that refuses
/// says why in HTTP.
///
/// @param status the HTTP status, 0 where it is not HTTP
/// @param head status line and headers
/// @param body what follows, may be empty
record HandshakeAnswer(int status, String head, String body) {

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int LONGEST_BODY = 64 * 1024;
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})\\b");

  static HandshakeAnswer of(String raw) {
    Matcher status = STATUS.matcher(raw);
    int end = raw.indexOf(END_OF_HEAD);
    return new HandshakeAnswer(
        status.lookingAt() ? Integer.parseInt(status.group(1)) : 0,
        end < 0 ? raw : raw.substring(0, end),
        end < 0 ? "" : raw.substring(end + END_OF_HEAD.length()));
  }

  boolean refuses() {
    return status != 0 && status != SWITCHING_PROTOCOLS;
  }

  /// Whether all of a refusal has come in, of which `raw` is what came.
  static boolean isComplete(String raw) {
    HandshakeAnswer answer = of(raw);
    if (!raw.contains(END_OF_HEAD)) {
      return raw.length() > LONGEST_BODY;
    }
    if (answer.header("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
      return answer.body.endsWith("0" + END_OF_HEAD) || answer.body.length() > LONGEST_BODY;
    }
    int length = answer.header("Content-Length").filter(value -> value.matches("\\d{1,9}"))
        .map(Integer::parseInt).orElse(0);
    return answer.body.length() >= Math.min(length, LONGEST_BODY);
  }

  Optional<String> header(String name) {
    return head.lines().skip(1)
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }
}
