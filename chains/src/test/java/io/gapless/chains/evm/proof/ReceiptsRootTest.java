package io.gapless.chains.evm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.EvmReceipt;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Roots of single receipts, made with another implementation unless said otherwise.
class ReceiptsRootTest {

  private static final List<EvmLog> TWO_LOGS = List.of(transfer(), empty());
  private static final Optional<Hash32> NO_ROOT = Optional.empty();
  private static final OptionalLong SUCCESS = OptionalLong.of(1);

  private final EvmReceipt legacy = receipt(0, 21_000, TWO_LOGS);

  @Test
  void knowsReceiptsWithoutAType() {
    assertThat(root(legacy)).startsWith("0x1d5ff227436736f5850f236a417ea154");
    assertThat(root(Mutations.with(receipt(0, 21_000, List.of()), 0, 21_000)))
        .startsWith("0x642cd2bcdba228efb3996bf53981250d");
  }

  @Test
  void knowsStateRootsOfBeforeByzantium() {
    var root = Hash32.of("0x" + "cc".repeat(32));

    assertThat(root(Mutations.withRoot(legacy, Optional.of(root), OptionalLong.empty())))
        .startsWith("0xc50ba2c99eddaaa47532db6aa72871dc");
  }

  @Test
  void knowsReceiptsOfEachType() {
    assertThat(root(receipt(1, 21_000, TWO_LOGS))).startsWith("0x958e7d679ae8e8cf157eb6f7d3ad757f");
    assertThat(root(receipt(3, 21_000, TWO_LOGS))).startsWith("0xe2ced513c1c818d3b7742c51aa0bb637");
    assertThat(root(receipt(4, 21_000, TWO_LOGS))).startsWith("0x38a7656d5d2eeae3d13e4c8718d56134");
    assertThat(root(receipt(0x6a, 0, TWO_LOGS))).startsWith("0xeb3accc5e3268a5c159fc389ec79d7e4");
  }

  @Test
  void countsTheNonceOfOpDepositsOnlySinceCanyon() {
    EvmReceipt bedrock = deposit(21_000, TWO_LOGS, OptionalLong.empty(), OptionalLong.empty());
    EvmReceipt regolith = deposit(21_000, TWO_LOGS, OptionalLong.of(0x3d3bbf),
        OptionalLong.empty());
    EvmReceipt canyon = deposit(21_000, TWO_LOGS, OptionalLong.of(0x3d3bbf), OptionalLong.of(1));

    assertThat(root(bedrock)).startsWith("0x8a01428913b15a4a59287a5bdcdf6aa9");
    assertThat(root(regolith)).isEqualTo(root(bedrock));
    assertThat(root(canyon)).startsWith("0x15a3337abea7e2e9549db7a953177d7d");
  }

  /// Block 274 of an OP chain, 0xfc70e073ec6e…9ef5, which holds nothing else.
  @Test
  void makesTheRootOfARealOpBlockSinceCanyon() {
    EvmReceipt receipt =
        deposit(0xb76d, List.of(), OptionalLong.of(0x111), OptionalLong.of(1));

    assertThat(root(receipt))
        .isEqualTo("0x8c303881b3e408cc739f55ef3e5133075d552cbec9ee987aff6b71f58cf291ee");
  }

  @Test
  void knowsWhatCelosFeeCurrenciesAdd() {
    var fee = new BigInteger("123456789abcdef01234567", 16);
    var celo = new EvmReceipt(legacy.transactionHash(), 0, 0x7b, NO_ROOT, SUCCESS, 21_000,
        Optional.empty(), TWO_LOGS, OptionalLong.empty(), OptionalLong.empty(), Optional.of(fee),
        Optional.empty(), SampleBlocks.fees(21_000));

    assertThat(root(celo)).startsWith("0xacfa2698e1f0fed0c30f84a2a1ef8b66");
  }

  private static String root(EvmReceipt receipt) {
    return ReceiptsRoot.of(List.of(receipt)).toString();
  }

  private static EvmReceipt receipt(int type, long gas, List<EvmLog> logs) {
    return new EvmReceipt(Hash32.of(new byte[32]), 0, type, NO_ROOT, SUCCESS, gas, Optional.empty(),
        logs,
        OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty(),
        SampleBlocks.fees(gas));
  }

  private static EvmReceipt deposit(
      long gas, List<EvmLog> logs, OptionalLong nonce, OptionalLong version) {
    return new EvmReceipt(Hash32.of(new byte[32]), 0, 0x7e, NO_ROOT, SUCCESS, gas, Optional.empty(),
        logs,
        nonce, version, Optional.empty(), Optional.empty(), SampleBlocks.fees(gas));
  }

  private static EvmLog transfer() {
    EvmLog log = SampleBlocks.log(0);
    Arrays.fill(log.topics[1], (byte) 0xb2);
    return log;
  }

  private static EvmLog empty() {
    var log = new EvmLog();
    Arrays.fill(log.address, (byte) 0xa2);
    return log;
  }
}
