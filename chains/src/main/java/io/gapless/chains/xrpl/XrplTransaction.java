package io.gapless.chains.xrpl;

import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.json.JsonForm;
import java.util.Optional;

/// A transaction and what it did, in the binary form that the network hashes. What came in JSON form
/// is here re-serialised; where that cannot be done, the JSON form is kept and says why.
public final class XrplTransaction {

  private static final byte[] NOTHING = {};

  private final byte[] blob;
  private final byte[] meta;
  private final Optional<Hash32> claimedId;
  private final boolean reserialised;
  private final Optional<NotBinary> notBinary;

  private XrplTransaction(
      byte[] blob,
      byte[] meta,
      Optional<Hash32> claimedId,
      boolean reserialised,
      Optional<NotBinary> notBinary) {
    this.blob = blob;
    this.meta = meta;
    this.claimedId = claimedId;
    this.reserialised = reserialised;
    this.notBinary = notBinary;
  }

  /// What came of re-serialising, in the words of why not.
  private record NotBinary(JsonForm json, String why) {}

  /// In its binary form. Keeps the arrays, which must not change any more.
  public static XrplTransaction of(byte[] blob, byte[] meta, Optional<Hash32> claimedId) {
    return new XrplTransaction(blob, meta, claimedId, false, Optional.empty());
  }

  /// In a binary form that was made from its JSON form. Keeps the arrays, which must not change any
  /// more.
  public static XrplTransaction reserialised(
      byte[] blob, byte[] meta, Optional<Hash32> claimedId) {
    return new XrplTransaction(blob, meta, claimedId, true, Optional.empty());
  }

  /// One that came in JSON form and has no binary form here.
  ///
  /// @param why in one line
  public static XrplTransaction inJson(JsonForm json, Optional<Hash32> claimedId, String why) {
    return new XrplTransaction(
        NOTHING, NOTHING, claimedId, false, Optional.of(new NotBinary(json, why)));
  }

  /// The signed transaction; no copy, not to be written to. Empty where [#json] is not.
  public byte[] blob() {
    return blob;
  }

  /// What it did (its metadata); no copy, not to be written to. Empty where [#json] is not.
  public byte[] meta() {
    return meta;
  }

  /// The id that the server named; empty where it named none, as in binary answers of API v1.
  public Optional<Hash32> claimedId() {
    return claimedId;
  }

  /// Whether the binary form was made from a JSON form.
  public boolean isReserialised() {
    return reserialised;
  }

  /// The JSON form of what has no binary form; empty where there is one, as there mostly is.
  public Optional<JsonForm> json() {
    return notBinary.map(NotBinary::json);
  }

  /// Why there is no binary form, in one line; empty where there is one.
  public Optional<String> whyNotBinary() {
    return notBinary.map(NotBinary::why);
  }

  @Override
  public String toString() {
    return "transaction " + claimedId.map(Hash32::toUpperHex).orElse("without a claimed id");
  }
}
