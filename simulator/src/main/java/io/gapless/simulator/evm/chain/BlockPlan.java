package io.gapless.simulator.evm.chain;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// What happens in one block, before anything is encoded: events in order, and the transactions
/// that they belong to. Columns of plain arrays, reusable, for one thread.
///
/// An event's numbers are 256-bit words of four longs, the most significant first:
///
/// ```
/// ERC20            value
/// ERC721           token id
/// ERC1155_SINGLE   id, amount
/// ERC1155_BATCH    ids …, amounts …
/// NONSTANDARD      shape, word, word
/// others           five words
/// ```
final class BlockPlan {
  private static final int LONGS_PER_WORD = 4;

  long number;
  int events;
  EventKind[] kinds = new EventKind[64];
  int[] tokens = new int[64];
  int[] operators = new int[64];
  int[] senders = new int[64];
  int[] receivers = new int[64];
  private int[] firstWords = new int[65];
  private long[] words = new long[512];

  int transactions;
  private int[] endEvents = new int[16];
  long[] transactionSeeds = new long[16];

  BlockPlan clear(long number) {
    this.number = number;
    events = 0;
    transactions = 0;
    return this;
  }

  void addEvent(EventKind kind, int token, int operator, int sender, int receiver) {
    if (events == kinds.length) {
      kinds = Arrays.copyOf(kinds, events * 2);
      tokens = Arrays.copyOf(tokens, events * 2);
      operators = Arrays.copyOf(operators, events * 2);
      senders = Arrays.copyOf(senders, events * 2);
      receivers = Arrays.copyOf(receivers, events * 2);
      firstWords = Arrays.copyOf(firstWords, events * 2 + 1);
    }
    kinds[events] = kind;
    tokens[events] = token;
    operators[events] = operator;
    senders[events] = sender;
    receivers[events] = receiver;
    events++;
    firstWords[events] = firstWords[events - 1];
  }

  /// Adds a number to the event added last.
  void addWord(long word3, long word2, long word1, long word0) {
    int at = firstWords[events]++ * LONGS_PER_WORD;
    if (at + LONGS_PER_WORD > words.length) {
      words = Arrays.copyOf(words, words.length * 2);
    }
    words[at] = word3;
    words[at + 1] = word2;
    words[at + 2] = word1;
    words[at + 3] = word0;
  }

  /// Ends a transaction: it holds the events added since the one before.
  void endTransaction(long seed) {
    if (transactions == endEvents.length) {
      endEvents = Arrays.copyOf(endEvents, transactions * 2);
      transactionSeeds = Arrays.copyOf(transactionSeeds, transactions * 2);
    }
    endEvents[transactions] = events;
    transactionSeeds[transactions] = seed;
    transactions++;
  }

  int firstEvent(int transaction) {
    return transaction == 0 ? 0 : endEvents[transaction - 1];
  }

  /// The event after the transaction's last.
  int endEvent(int transaction) {
    return endEvents[transaction];
  }

  int wordCount(int event) {
    return firstWords[event + 1] - firstWords[event];
  }

  /// One of the four longs of a number, 0 the most significant.
  long wordPart(int event, int word, int part) {
    return words[(firstWords[event] + word) * LONGS_PER_WORD + part];
  }

  /// A number of the event.
  BigInteger word(int event, int word) {
    var bytes = ByteBuffer.allocate(LONGS_PER_WORD * Long.BYTES);
    for (int part = 0; part < LONGS_PER_WORD; part++) {
      bytes.putLong(wordPart(event, word, part));
    }
    return new BigInteger(1, bytes.array());
  }
}
