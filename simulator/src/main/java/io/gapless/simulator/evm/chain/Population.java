package io.gapless.simulator.evm.chain;

import io.gapless.simulator.seeds.SeededRandom;

/// The contracts and accounts of a chain. Account 0 is the zero address, where tokens are minted
/// from and burnt to.
final class Population {
  static final int ADDRESS_LENGTH = 20;
  private static final long PURPOSE = 1;

  private final byte[][] tokens;
  private final byte[][] holders;
  private final int firstErc721;
  private final int firstErc1155;

  Population(long seed, Traffic traffic) {
    var random = new SeededRandom().reset(seed, PURPOSE, 0);
    tokens = addresses(random, traffic.tokens());
    holders = addresses(random, traffic.holders());
    holders[0] = new byte[ADDRESS_LENGTH];
    firstErc721 = Math.max(1, traffic.tokens() * 6 / 10);
    firstErc1155 = Math.max(2, traffic.tokens() * 85 / 100);
  }

  byte[] token(int index) {
    return tokens[index];
  }

  byte[] holder(int index) {
    return holders[index];
  }

  int erc20(SeededRandom random) {
    return popular(random, firstErc721);
  }

  int erc721(SeededRandom random) {
    return firstErc721 + popular(random, firstErc1155 - firstErc721);
  }

  int erc1155(SeededRandom random) {
    return firstErc1155 + popular(random, tokens.length - firstErc1155);
  }

  int anyToken(SeededRandom random) {
    return random.nextInt(tokens.length);
  }

  /// An account that is not the zero address.
  int account(SeededRandom random) {
    return 1 + popular(random, holders.length - 1);
  }

  /// A few of many do most of the trade.
  private static int popular(SeededRandom random, int count) {
    double draw = random.nextDouble();
    return (int) (draw * draw * draw * count);
  }

  private static byte[][] addresses(SeededRandom random, int count) {
    byte[][] addresses = new byte[count][];
    for (int i = 0; i < count; i++) {
      addresses[i] = random.nextBytes(ADDRESS_LENGTH);
    }
    return addresses;
  }
}
