package io.gapless.simulator.evm.chain;

import io.gapless.simulator.evm.encoding.Keccak;
import io.gapless.simulator.evm.encoding.RlpBuffer;
import io.gapless.simulator.seeds.SeededRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A transaction as the node shows it. Its hash is that of its encoding; its signature is drawn,
/// so that no sender can be recovered from it.
///
/// @param type 0 (legacy), 1 (access list) or 2 (fee market)
/// @param chainId the chain's id
/// @param nonce the sender's count of transactions
/// @param sender the account that pays
/// @param receiver the contract or account called, or null where a contract is created
/// @param maxFeePerGas most wei a unit of gas; the gas price of types 0 and 1
/// @param maxPriorityFeePerGas the tip in wei, of type 2
/// @param gasLimit most units of gas
/// @param gasUsed units of gas used
/// @param succeeded false where the transaction was reverted
/// @param value wei sent
/// @param input the call's data
/// @param yParity 0 or 1
/// @param r first half of the signature, without leading zero byte
/// @param s second half of the signature, without leading zero byte
@SuppressWarnings("ArrayRecordComponent") // never compared, never a key
public record SimulatedTransaction(int type, long chainId, long nonce, byte[] sender,
    byte @Nullable [] receiver, long maxFeePerGas, long maxPriorityFeePerGas, long gasLimit,
    long gasUsed, boolean succeeded, long value, byte[] input, int yParity, byte[] r, byte[] s) {
  private static final byte[] NO_BYTES = {};

  static SimulatedTransaction of(BlockPlan plan, int index, Population population,
      EvmChainOptions options, SeededRandom random) {
    random.reset(plan.transactionSeeds[index], 3, index);
    int first = plan.firstEvent(index);
    int events = plan.endEvent(index) - first;
    int draw = random.nextInt(100);
    byte[] receiver = events > 0
        ? population.token(plan.tokens[first])
        : draw == 99 ? null : population.holder(population.account(random));
    int type = draw < 20 ? 0 : draw < 25 ? 1 : 2;
    long gasUsed = 21_000 + 12_000L * events + random.nextInt(10_000);
    byte[] sender =
        population.holder(events > 0 ? plan.operators[first] : population.account(random));
    boolean plain = events == 0 && receiver != null;
    return new SimulatedTransaction(type, options.chainId(), random.nextInt(1 << 20), sender,
        receiver, 100_000_000_000L + random.nextInt(1_000_000_000), 1 + random.nextInt(1_000_000),
        gasUsed + random.nextInt(50_000), gasUsed, events > 0 || draw % 10 != 0,
        plain ? random.nextLong() >>> 4 : 0, plain ? NO_BYTES : random.nextBytes(68),
        random.nextInt(2), signatureHalf(random), signatureHalf(random));
  }

  /// The address of the contract created, or null where none is.
  public byte @Nullable [] contractAddress() {
    if (receiver != null) {
      return null;
    }
    byte[] seed = Keccak.hash(r);
    return Arrays.copyOfRange(seed, seed.length - Population.ADDRESS_LENGTH, seed.length);
  }

  /// Wei that a unit of gas cost in a block of this base fee.
  public long effectiveGasPrice(long baseFeePerGas) {
    return type == 2 ? Math.min(maxFeePerGas, baseFeePerGas + maxPriorityFeePerGas) : maxFeePerGas;
  }

  /// The signature's `v`: of [EIP-155](https://eips.ethereum.org/EIPS/eip-155) where legacy, else
  /// the parity.
  public long v() {
    return type == 0 ? chainId * 2 + 35 + yParity : yParity;
  }

  /// Writes the encoding that a block's transactions trie holds, see
  /// [EIP-2718](https://eips.ethereum.org/EIPS/eip-2718).
  void encode(RlpBuffer out) {
    if (type != 0) {
      out.raw(type);
    }
    int fields = out.beginList();
    if (type != 0) {
      out.quantity(chainId);
    }
    out.quantity(nonce);
    if (type == 2) {
      out.quantity(maxPriorityFeePerGas);
    }
    out.quantity(maxFeePerGas).quantity(gasLimit)
        .string(receiver == null ? NO_BYTES : receiver).quantity(value).string(input);
    if (type != 0) {
      out.endList(out.beginList()); // no access list
    }
    out.quantity(v()).string(r).string(s);
    out.endList(fields);
  }

  private static byte[] signatureHalf(SeededRandom random) {
    byte[] half = random.nextBytes(32);
    half[0] = (byte) ((half[0] & 0x7f) | 0x01);
    return half;
  }
}
