package io.gapless.chains.xrpl.json;

/// What has no binary form here; the message says why in one line. It is not known to be wrong: new
/// fields, types and names come with the network's amendments.
public final class NotBinaryException extends RuntimeException {

  NotBinaryException(String why) {
    super(why.lines().findFirst().orElse(why));
  }
}
