package io.gapless.processes.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Shows that a step was sent by whoever knows the shared secret, and when. The header
///
/// ```text
/// Gapless-Signature: t=1767225600,v1=5257a869…
/// ```
///
/// has the time in seconds, and the HMAC-SHA256 of that time, a dot and the body as lower-case hex.
public final class Signatures {

  /// Name of the header.
  public static final String HEADER = "Gapless-Signature";

  private static final String ALGORITHM = "HmacSHA256";
  /// More than one where the sender is changing its secret.
  private static final Pattern FORM =
      Pattern.compile("t=(\\d{1,12})((?:,v1=[0-9a-f]{64}){1,4})");
  private static final int V1 = ",v1=".length();
  private static final int HEX = 64;

  private Signatures() {}

  /// The header's value for a body that is sent now.
  public static String sign(Secret secret, byte[] body, Instant now) {
    var time = Long.toString(now.getEpochSecond());
    return "t=" + time + ",v1=" + HexFormat.of().formatHex(hmac(secret, time, body));
  }

  /// Whether a header's value is the secret's for a body, and not of another time: who listened cannot
  /// send the same again later.
  ///
  /// @param tolerance by which the clocks of sender and receiver may differ, both ways, inclusive
  public static boolean verify(Secret secret, String header, byte[] body, Instant now,
      Duration tolerance) {
    var form = FORM.matcher(header);
    if (!form.matches() || Math.abs(now.getEpochSecond()
        - Long.parseLong(form.group(1))) > tolerance.toSeconds()) {
      return false;
    }
    var expected = hmac(secret, form.group(1), body);
    var given = form.group(2);
    boolean matches = false;
    for (int at = V1; at < given.length(); at += HEX + V1) {
      matches |= MessageDigest.isEqual(HexFormat.of().parseHex(given, at, at + HEX), expected);
    }
    return matches;
  }

  private static byte[] hmac(Secret secret, String time, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }
}
