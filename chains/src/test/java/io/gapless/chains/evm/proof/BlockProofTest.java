package io.gapless.chains.evm.proof;

import static io.gapless.chains.evm.proof.SampleBlocks.block;
import static io.gapless.chains.evm.proof.SampleBlocks.log;
import static io.gapless.chains.evm.proof.SampleBlocks.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmBlock;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.EvmReceipt;
import io.gapless.chains.evm.Keccak256;
import io.gapless.chains.evm.LogsBloom;
import io.gapless.chains.evm.proof.Proof.Broken;
import io.gapless.chains.evm.proof.Proof.NotProvable;
import io.gapless.chains.evm.proof.Proof.Proven;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockProofTest {

  private static final long UNKNOWN_CHAIN = 31_337;

  private static final Optional<Hash32> STATE_ROOT =
      Optional.of(Hash32.of("0x" + "cc".repeat(32)));

  private final BlockProof proof = BlockProof.of(UNKNOWN_CHAIN);
  private final EvmBlock good = block(7,
      receipt(0, 0, log(0), log(1)), receipt(1, 2), receipt(2, 4, log(2)), receipt(3, 0x6a));

  @Test
  void provesABlockOfAnUnknownChainAsOneOfEthereum() {
    assertThat(proof.check(good)).isEqualTo(new Proven(List.of()));
    assertThat(proof.check(block(8))).isEqualTo(new Proven(List.of()));
    assertThat(proof.notProvable()).isEmpty();
    assertThat(proof.bloomCoversLogs()).isTrue();
  }

  @Test
  void provesHeadersThatFollowOneAnother() {
    EvmHeader next = after(good.header());

    assertThat(proof.checkHeaders(List.of(good.header(), next)))
        .isEqualTo(new Proven(List.of()));
    assertThat(proof.checkHeaders(List.of(next, good.header()))).isInstanceOf(Broken.class);
  }

  @Test
  void provesNoHeadersOneOfWhichLacksAField() {
    EvmHeader next = after(good.header());
    Map<String, String> fields = new LinkedHashMap<>(next.fields());
    fields.remove("extraData");
    EvmHeader bare = SampleBlocks.named(fields, next.hash(), 0);

    assertThat(proof.checkHeaders(List.of(good.header(), bare))).isInstanceOf(NotProvable.class);
  }

  private static EvmHeader after(EvmHeader parent) {
    Map<String, String> fields = new LinkedHashMap<>(parent.fields());
    fields.put("parentHash", parent.hash().toString());
    fields.put("number", "0x" + Long.toHexString(parent.number() + 1));
    return SampleBlocks.header(fields, 0);
  }

  @Test
  void findsEachChange() {
    var random = new Random(11);
    for (int i = 0; i < 500; i++) {
      assertThat(proof.check(Mutations.change(good, random))).isInstanceOf(Broken.class);
    }
  }

  @Test
  void findsReceiptsInAnotherOrder() {
    EvmBlock turned = new EvmBlock(good.header(), good.receipts().reversed());

    assertThat(proof.check(turned)).isInstanceOf(Broken.class);
  }

  @Test
  void findsAReceiptTooMany() {
    List<EvmReceipt> five = List.of(receipt(0, 0, log(0)), receipt(1, 0, log(1)));
    EvmBlock more = new EvmBlock(block(7, five.getFirst()).header(), five);

    assertThat(proof.check(more)).isInstanceOfSatisfying(Broken.class, broken -> assertThat(
        broken.why()).contains("has 1 transactions, and 2 receipts came"));
  }

  @Test
  void namesTheReceiptThatLacksALog() {
    EvmReceipt first = good.receipts().getFirst();
    EvmBlock fewer = new EvmBlock(good.header(), List.of(
        first.withLogs(first.logs().subList(0, 1)), good.receipts().get(1),
        good.receipts().get(2), good.receipts().get(3)));

    assertThat(proof.check(fewer)).isInstanceOfSatisfying(Broken.class, broken -> assertThat(
        broken.why()).contains("the logs in receipt 0 of transaction 0x")
        .doesNotContain("\n"));
  }

  @Test
  void findsAnotherHeaderAndAnotherBloom() {
    Map<String, String> fields = new LinkedHashMap<>(good.header().fields());
    fields.put("gasUsed", "0x1");
    EvmHeader other = SampleBlocks.named(fields, good.header().hash(), 4);
    EvmHeader fullBloom = SampleBlocks.header(
        7, ReceiptsRoot.of(good.receipts()), LogsBloom.of("0x" + "ff".repeat(256)), 4);

    assertThat(proof.checkHeader(good.header())).isInstanceOf(Proven.class);
    assertThat(proof.checkHeader(other)).isInstanceOf(Broken.class);
    assertThat(proof.check(new EvmBlock(other, good.receipts()))).isInstanceOf(Broken.class);
    assertThat(proof.check(new EvmBlock(fullBloom, good.receipts()))).isInstanceOf(Broken.class);
  }

  @Test
  void doesNotCallAHeaderWrongThatCameIncomplete() {
    Map<String, String> fields = new LinkedHashMap<>(good.header().fields());
    fields.remove("mixHash");
    EvmHeader incomplete = SampleBlocks.named(fields, good.header().hash(), 4);

    assertThat(proof.check(new EvmBlock(incomplete, good.receipts())))
        .isInstanceOfSatisfying(NotProvable.class,
            not -> assertThat(not.why()).contains("mixHash"));
  }

  @Test
  void saysWhatCannotBeProven() {
    for (long chain : List.of(324L, 1284L, 25L, 1329L, 295L, 988L)) {
      BlockProof other = BlockProof.of(chain);

      assertThat(other.notProvable()).as("%s", chain).isPresent();
      assertThat(other.check(good)).as("%s", chain).isInstanceOf(NotProvable.class);
    }
    assertThat(BlockProof.of(324).bloomIsUsable()).isFalse();
    assertThat(BlockProof.of(10).notProvable()).isEmpty();
    assertThat(BlockProof.of(10).note()).isPresent();
    assertThat(BlockProof.of(10).check(good)).isInstanceOf(NotProvable.class);
  }

  @Test
  void knowsThatSomeNodesLackStateRootsOfBeforeByzantium() {
    var ethereum = BlockProof.of(1);
    EvmReceipt status = receipt(0, 0, log(0));
    EvmReceipt root = Mutations.withRoot(status, STATE_ROOT, OptionalLong.empty());

    assertThat(ethereum.check(block(4_000_000, root))).isInstanceOf(Proven.class);
    assertThat(ethereum.check(block(4_000_000, List.of(root), List.of(status))))
        .isInstanceOf(NotProvable.class);
    assertThat(ethereum.check(block(5_000_000, List.of(root), List.of(status))))
        .isInstanceOf(Broken.class);
  }

  @Test
  void takesReceiptsThatNameBothAStateRootAndAStatus() {
    EvmReceipt status = receipt(0, 0, log(0));
    EvmReceipt root = Mutations.withRoot(status, STATE_ROOT, OptionalLong.empty());
    EvmReceipt both = Mutations.withRoot(status, STATE_ROOT, status.status());

    assertThat(proof.check(block(7, List.of(status), List.of(both)))).isInstanceOf(Proven.class);
    assertThat(proof.check(block(7, List.of(root), List.of(both)))).isInstanceOf(Proven.class);
    assertThat(proof.check(block(7, List.of(status), List.of(root)))).isInstanceOf(Broken.class);
  }

  @Test
  void setsPolygonsStateSyncAside() {
    var polygon = BlockProof.of(137);
    EvmReceipt ordinary = receipt(0, 2, log(0));
    EvmHeader header = block(9, List.of(ordinary), List.of(ordinary, ordinary)).header();
    EvmReceipt stateSync = receipt(stateSync(header), 1, 0, 0, log(1));
    EvmBlock block = block(9, List.of(ordinary), List.of(ordinary, stateSync));

    assertThat(polygon.check(block)).isEqualTo(new Proven(stateSync.logs()));
    assertThat(polygon.isOutside(stateSync.logs().getFirst())).isTrue();
    assertThat(polygon.isOutside(ordinary.logs().getFirst())).isFalse();
    assertThat(proof.check(block)).isInstanceOf(Broken.class);
    assertThat(polygon.check(block(9, List.of(ordinary), List.of(ordinary, receipt(1, 0, log(1))))))
        .isInstanceOf(Broken.class);
    assertThat(polygon.bloomCoversLogs()).isFalse();
    assertThat(polygon.bloomIsUsable()).isTrue();
  }

  @Test
  void countsPolygonsStateSyncWhereItIsATransactionOfItsOwnType() {
    assertThat(BlockProof.of(137).check(block(9, receipt(0, 2, log(0)), receipt(1, 0x7f, log(1)))))
        .isEqualTo(new Proven(List.of()));
  }

  @Test
  void setsHyperliquidsSystemTransactionsAside() {
    var hyperliquid = BlockProof.of(999);
    EvmReceipt system = receipt(Hash32.of("0x" + "99".repeat(32)), 0, 0, 0, log(0));
    EvmReceipt ordinary = receipt(1, 2, log(1));

    assertThat(hyperliquid.check(block(9, List.of(ordinary), List.of(system, ordinary))))
        .isEqualTo(new Proven(system.logs()));
    assertThat(hyperliquid.check(block(9, receipt(0, 2, log(0))))).isInstanceOf(Proven.class);
    assertThat(hyperliquid.bloomIsUsable()).isFalse();
  }

  private static Hash32 stateSync(EvmHeader header) {
    return Hash32.of(Keccak256.hash(ByteBuffer.allocate(58)
        .put("matic-bor-receipt-".getBytes(StandardCharsets.US_ASCII))
        .putLong(header.number())
        .put(header.hash().bytes())
        .array()));
  }
}
