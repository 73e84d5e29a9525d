package io.gapless.cli.realchain.anvil;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.generated.Uint256;

/// What the accounts do with the tokens, block by block: always the same.
final class TokenLife {

  private static final BigInteger MAX = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
  private static final List<Integer> BATCHES = List.of(0, 1, 2, 3, 10, 30);
  private static final int IDS = 30;
  private static final int KINDS = 16;
  private static final int KINDS_PER_BLOCK = 6;

  private final Random random = new Random(20_240_229);
  private final Tokens tokens;
  private final List<BigInteger> pictures = new ArrayList<>();
  private final List<Account> owners = new ArrayList<>();
  private int batches;

  TokenLife(Tokens tokens) {
    this.tokens = tokens;
  }

  /// Sends the transactions of a block, and returns their hashes.
  List<String> block(int block) throws IOException {
    var sent = new ArrayList<String>();
    if (block == 0) {
      begin(sent);
    } else {
      for (int i = 0; i < KINDS_PER_BLOCK; i++) {
        act((block * KINDS_PER_BLOCK + i) % KINDS, sent);
      }
    }
    return sent;
  }

  private void begin(List<String> sent) throws IOException {
    for (var account : tokens.accounts()) {
      sent.add(account.call(tokens.coin(), "mint", of(account), number(1_000_000)));
      sent.add(account.call(tokens.coin(), "approve", of(tokens.accounts().getFirst()),
          new Uint256(MAX)));
      sent.add(account.call(tokens.items(), "mintBatch", of(account), ids(IDS), values(IDS, 1000)));
    }
    var rich = tokens.accounts().getFirst();
    var heir = tokens.accounts().getLast();
    sent.add(rich.call(tokens.hoard(), "mint", of(rich), new Uint256(MAX)));
    sent.add(rich.call(tokens.hoard(), "transfer", of(heir), new Uint256(MAX)));
    sent.add(rich.call(tokens.hoard(), "burn", of(heir), new Uint256(MAX)));
    sent.add(rich.call(tokens.art(), "mint", of(rich), new Uint256(MAX)));
  }

  private void act(int kind, List<String> sent) throws IOException {
    var from = anyone();
    var to = anyone();
    int size = kind > 12 ? nextBatch() : 0;
    sent.add(switch (kind) {
      case 0 -> from.call(tokens.coin(), "mint", of(to), number(random.nextLong(1, 1L << 40)));
      case 1 -> from.call(tokens.coin(), "transfer", of(to), number(random.nextLong(1, 1000)));
      case 2 -> from.call(tokens.coin(), "transfer", of(to), number(0));
      case 3 -> tokens.accounts().getFirst().call(tokens.coin(), "transferFrom", of(from), of(to),
          number(random.nextLong(1, 1000)));
      case 4 -> from.call(tokens.coin(), "burn", of(from), number(random.nextLong(1, 1000)));
      // more than anybody has: reverted, so without logs
      case 5 -> from.call(tokens.coin(), "transfer", of(to), new Uint256(MAX));
      case 6 -> from.call(tokens.coin(), "airdrop", new DynamicArray<>(Address.class,
          tokens.accounts().stream().map(TokenLife::of).toList()), number(7));
      case 7, 8 -> mintPicture(from);
      case 9 -> movePicture(to);
      case 10 -> burnPicture();
      case 11 -> from.call(tokens.items(), "mint", of(to), number(random.nextInt(IDS)),
          number(random.nextLong(1L << 50)));
      case 12 -> from.call(tokens.items(), "safeTransferFrom", of(from), of(to),
          number(random.nextInt(IDS)), number(random.nextInt(3)), new DynamicBytes(new byte[0]));
      case 13 -> from.call(tokens.items(), "safeBatchTransferFrom", of(from), of(to), ids(size),
          values(size, random.nextInt(5)), new DynamicBytes(new byte[0]));
      case 14 -> from.call(tokens.items(), "burnBatch", of(from), ids(size), values(size, 2));
      default -> odd(from, to, size);
    });
    if (kind == 11) {
      sent.add(from.call(tokens.items(), "burn", of(from), number(random.nextInt(IDS)), number(1)));
    }
  }

  private String mintPicture(Account owner) throws IOException {
    var picture = new BigInteger(random.nextInt(1, 257), random);
    if (!pictures.contains(picture)) {
      pictures.add(picture);
      owners.add(owner);
    }
    return owner.call(tokens.art(), "mint", of(owner), new Uint256(picture));
  }

  private String movePicture(Account to) throws IOException {
    int index = random.nextInt(pictures.size());
    var from = owners.set(index, to);
    return from.call(tokens.art(), "transferFrom", of(from), of(to),
        new Uint256(pictures.get(index)));
  }

  private String burnPicture() throws IOException {
    return owners.removeFirst().call(tokens.art(), "burn", new Uint256(pictures.removeFirst()));
  }

  private String odd(Account from, Account to, int size) throws IOException {
    return switch (random.nextInt(4)) {
      case 0 -> from.call(tokens.oddities(), "batch", of(from), of(to), ids(size),
          values(size, 9));
      case 1 -> from.call(tokens.oddities(), "batch", of(from), of(to), ids(1), values(1, 9));
      case 2 -> from.call(tokens.oddities(), "batch", of(from), of(to), ids(size + 1),
          values(size, 9));
      default -> from.call(tokens.oddities(), "bare", of(from), of(to), number(size));
    };
  }

  /// A size of a batch; the kinds of batches do not meet the sizes in step.
  private int nextBatch() {
    int size = BATCHES.get((batches + batches / BATCHES.size()) % BATCHES.size());
    batches++;
    return size;
  }

  private Account anyone() {
    return tokens.accounts().get(random.nextInt(tokens.accounts().size()));
  }

  private static Address of(Account account) {
    return new Address(account.address());
  }

  private static Uint256 number(long value) {
    return new Uint256(BigInteger.valueOf(value));
  }

  private static DynamicArray<Uint256> ids(int count) {
    return new DynamicArray<>(Uint256.class,
        IntStream.range(0, count).mapToObj(TokenLife::number).toList());
  }

  private static DynamicArray<Uint256> values(int count, int base) {
    return new DynamicArray<>(Uint256.class,
        IntStream.range(0, count).mapToObj(id -> number(base + id % 3)).toList());
  }
}
