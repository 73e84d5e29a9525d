package io.gapless.embedded.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/// A cryptographic digest of a file.
///
/// @param algorithm `SHA-256` or `SHA-512`
/// @param hex lower case, as long as the algorithm says
public record Digest(String algorithm, String hex) {

  /// Refuses what is not such a digest.
  public Digest {
    hex = hex.toLowerCase(Locale.ROOT);
    int length = switch (algorithm) {
      case "SHA-256" -> 64;
      case "SHA-512" -> 128;
      default -> throw new IllegalArgumentException(
          "algorithm is neither SHA-256 nor SHA-512: " + algorithm);
    };
    if (!hex.matches("[0-9a-f]{" + length + "}")) {
      throw new IllegalArgumentException(
          "digest is not " + length + " hexadecimal digits: " + hex);
    }
  }

  /// A SHA-256 written as 64 hexadecimal digits.
  public static Digest sha256(String hex) {
    return new Digest("SHA-256", hex);
  }

  /// A SHA-512 in npm's notation: `sha512-` and Base64
  /// ([Subresource Integrity](https://www.w3.org/TR/sri/)).
  public static Digest ofIntegrity(String integrity) {
    if (!integrity.startsWith("sha512-")) {
      throw new IllegalArgumentException("integrity does not begin with sha512-: " + integrity);
    }
    byte[] bytes = Base64.getDecoder().decode(integrity.substring("sha512-".length()));
    return new Digest("SHA-512", HexFormat.of().formatHex(bytes));
  }

  /// The first 12 digits, for file names.
  public String shortHex() {
    return hex.substring(0, 12);
  }

  /// Whether the file hashes to this.
  boolean matches(Path file) throws IOException {
    return of(algorithm, file).equals(this);
  }

  static Digest of(String algorithm, Path file) throws IOException {
    try {
      var message = MessageDigest.getInstance(algorithm);
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), message)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return new Digest(algorithm, HexFormat.of().formatHex(message.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return algorithm + " " + hex;
  }
}
