package io.gapless.chains.xrpl.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.codec.Sha512Half;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/// The hash that a header makes. For one thread.
final class HeaderHash {

  /// How far before the close of a ledger that of its parent is looked for, in seconds, and how far
  /// after it: servers' clocks once let it go backwards.
  private static final long BEFORE = 3600;
  private static final long AFTER = 120;

  /// Said of ledgers on whose close time servers did not agree; there is no other flag.
  private static final int NO_CONSENSUS_TIME = 1;

  private static final byte[] LEDGER = {'L', 'W', 'R', 0};

  private final Sha512Half hash;

  HeaderHash(Sha512Half hash) {
    this.hash = hash;
  }

  /// The hash of a header in binary form.
  Hash32 of(byte[] header) {
    return hash.with(LEDGER).with(header).hash();
  }

  /// Looks for a parent's close time and close flags with which the header makes the hash that it is
  /// said to have. What is found is proven by that hash just as if it had been in the answer: other
  /// values that make it, met by search or by chance, would be a collision of half of SHA-512, however
  /// many are tried. Costs some 7,000 short hashes (5 ms) where nothing is found.
  ///
  /// @param parentCloseTime where it is known, though not by the header
  Optional<LedgerHeader> complete(LedgerHeader header, Hash32 claimed,
      OptionalLong parentCloseTime) {
    var search = new Search(header, claimed);
    OptionalLong known =
        header.parentCloseTime().isPresent() ? header.parentCloseTime() : parentCloseTime;
    if (known.isPresent()) {
      return search.at(known.getAsLong());
    }
    for (long apart = 0; apart <= BEFORE; apart++) {
      Optional<LedgerHeader> found = search.at(header.closeTime() - apart);
      if (found.isEmpty() && apart <= AFTER) {
        found = search.at(header.closeTime() + apart);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// Tries values in the one array that is the header in binary form.
  private final class Search {

    private final LedgerHeader header;
    private final Hash32 claimed;
    private final ByteBuffer bytes;

    private Search(LedgerHeader header, Hash32 claimed) {
      this.header = header;
      this.claimed = claimed;
      this.bytes = ByteBuffer.wrap(header.with(0, 0).bytes().orElseThrow());
    }

    private Optional<LedgerHeader> at(long parentCloseTime) {
      if (parentCloseTime < 0 || parentCloseTime > 0xFFFF_FFFFL) {
        return Optional.empty();
      }
      bytes.putInt(LedgerHeader.PARENT_CLOSE_TIME_OFFSET, (int) parentCloseTime);
      return header.closeFlags().isPresent()
          ? at(parentCloseTime, header.closeFlags().getAsInt())
          : at(parentCloseTime, 0).or(() -> at(parentCloseTime, NO_CONSENSUS_TIME));
    }

    private Optional<LedgerHeader> at(long parentCloseTime, int flags) {
      bytes.put(LedgerHeader.CLOSE_FLAGS_OFFSET, (byte) flags);
      return of(bytes.array()).equals(claimed)
          ? Optional.of(header.with(parentCloseTime, flags))
          : Optional.empty();
    }
  }
}
