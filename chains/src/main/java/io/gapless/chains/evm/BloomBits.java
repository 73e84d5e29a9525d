package io.gapless.chains.evm;

/// The three bits that an address or a topic sets in a bloom. They are numbered from the bloom's end,
/// as the Yellow Paper does it.
///
/// @param first one bit, 0 to 2047
/// @param second another, may be the same
/// @param third another, may be the same
public record BloomBits(int first, int second, int third) {

  /// The bits of an item with this Keccak-256 hash.
  public static BloomBits ofHash(byte[] hash) {
    return new BloomBits(bit(hash, 0), bit(hash, 2), bit(hash, 4));
  }

  private static int bit(byte[] hash, int at) {
    return (hash[at] & 7) << 8 | (hash[at + 1] & 0xff);
  }

  /// Sets them in the 256 bytes of a bloom.
  public void setIn(byte[] bloom) {
    set(bloom, first);
    set(bloom, second);
    set(bloom, third);
  }

  boolean areIn(byte[] bloom) {
    return isSet(bloom, first) && isSet(bloom, second) && isSet(bloom, third);
  }

  private static void set(byte[] bloom, int bit) {
    bloom[LogsBloom.LENGTH - 1 - (bit >>> 3)] |= (byte) (1 << (bit & 7));
  }

  private static boolean isSet(byte[] bloom, int bit) {
    return (bloom[LogsBloom.LENGTH - 1 - (bit >>> 3)] & 1 << (bit & 7)) != 0;
  }
}
