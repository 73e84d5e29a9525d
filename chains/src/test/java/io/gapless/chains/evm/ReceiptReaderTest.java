package io.gapless.chains.evm;

import static io.gapless.chains.evm.SampleExecutions.hash;
import static io.gapless.chains.evm.SampleExecutions.receipt;
import static io.gapless.chains.evm.SampleExecutions.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import io.gapless.chains.Hash32;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Receipts and transactions in the forms that nodes of several chains give them.
class ReceiptReaderTest {

  @Test
  void readsWhatOpChainsChargeForTheirParentChain() throws IOException {
    EvmReceipt receipt = read(receipt(109, 0).replace("\"gasUsed\"", """
        "l1BaseFeeScalar":"0x8dd","l1BlobBaseFee":"0x3f5694c1f","l1BlobBaseFeeScalar":"0x101c12",\
        "l1Fee":"0x5bf1ab43d","l1FeeScalar":"0.684","l1GasPrice":"0x2c6aa2fa3","l1GasUsed":"0x640",\
        "gasUsed\""""));

    EvmFees fees = receipt.fees();
    assertThat(fees.l1Fee()).contains(BigInteger.valueOf(0x5bf1ab43dL));
    assertThat(fees.l1GasUsed()).contains(BigInteger.valueOf(0x640));
    assertThat(fees.l1GasPrice()).contains(BigInteger.valueOf(0x2c6aa2fa3L));
    assertThat(fees.l1BaseFeeScalar()).contains(BigInteger.valueOf(0x8dd));
    assertThat(fees.l1BlobBaseFee()).contains(BigInteger.valueOf(0x3f5694c1fL));
    assertThat(fees.l1BlobBaseFeeScalar()).contains(BigInteger.valueOf(0x101c12));
    assertThat(fees.gasUsed()).isEqualTo(30_000);
  }

  @Test
  void readsWhatBlobsCost() throws IOException {
    String blobs = receipt(109, 0).replace("\"type\":\"0x2\"",
        "\"type\":\"0x3\",\"blobGasUsed\":\"0x60000\",\"blobGasPrice\":\"0x1\"");

    EvmReceipt receipt = read(blobs);

    assertThat(receipt.type()).isEqualTo(3);
    assertThat(receipt.fees().blobGasUsed()).hasValue(393_216);
    assertThat(receipt.fees().blobGasPrice()).contains(BigInteger.ONE);
    EvmTransaction transaction = transactionOf(transaction(109, 0).replace("\"type\":\"0x2\"",
        "\"type\":\"0x3\",\"maxFeePerBlobGas\":\"0x2\",\"blobVersionedHashes\":[\"" + hash(7)
            + "\"]"));
    assertThat(transaction.type()).isEqualTo(3);
  }

  @Test
  void saysNothingOfWhatIsNotStated() throws IOException {
    EvmReceipt receipt = read(receipt(109, 0)
        .replace("\"effectiveGasPrice\":\"0x3b9aca07\"", "\"effectiveGasPrice\":null"));

    EvmFees fees = receipt.fees();
    assertThat(List.of(fees.gasPrice(), fees.blobGasPrice(), fees.l1Fee(), fees.l1GasUsed(),
        fees.l1GasPrice(), fees.l1BaseFeeScalar(), fees.l1BlobBaseFee(),
        fees.l1BlobBaseFeeScalar())).containsOnly(Optional.empty());
    assertThat(fees.blobGasUsed()).isEmpty();
    assertThat(receipt.contractAddress()).isEmpty();
  }

  @Test
  void readsWhatATransactionCreated() throws IOException {
    String created = "0x" + "c7".repeat(20);
    EvmReceipt receipt = read(receipt(109, 0)
        .replace("\"contractAddress\":null", "\"contractAddress\":\"" + created + "\""));

    assertThat(receipt.contractAddress()).contains(Address.of(created));
    for (String nobody : List.of("null", "\"\"", "\"0x\"")) {
      assertThat(transactionOf(transaction(109, 0)
          .replace("\"to\":\"" + Samples.TOKEN + "\"", "\"to\":" + nobody)).to()).isEmpty();
    }
  }

  @Test
  void readsReceiptsOfBeforeByzantium() throws IOException {
    String root = "0x" + "cd".repeat(32);
    EvmReceipt receipt = read(receipt(109, 0)
        .replace("\"status\":\"0x1\"", "\"root\":\"" + root + "\"")
        .replace(",\"type\":\"0x2\"", ""));

    assertThat(receipt.root()).contains(Hash32.of(root));
    assertThat(receipt.status()).isEmpty();
    assertThat(receipt.type()).isZero();
    EvmTransaction legacy = transactionOf(
        transaction(109, 0).replace("\"type\":\"0x2\",\"accessList\":[],", ""));
    assertThat(legacy.type()).isZero();
  }

  @Test
  void readsTransactionsOfAChainsOwnTypes() throws IOException {
    EvmTransaction deposit = transactionOf(transaction(109, 0)
        .replace("\"type\":\"0x2\"", "\"type\":\"0x7e\",\"mint\":\"0x0\",\"isSystemTx\":true"));

    assertThat(deposit.type()).isEqualTo(0x7e);
  }

  @Test
  void takesQuantitiesThatAreNumbers() throws IOException {
    assertThat(transactionOf(transaction(109, 0).replace("\"nonce\":\"0x1f\"", "\"nonce\":31"))
        .nonce()).isEqualTo(31);
    assertThat(read(receipt(109, 0).replace("\"status\":\"0x1\"", "\"status\":1")).status())
        .hasValue(1);
  }

  @Test
  void takesFeesInDecimalDigitsAndNothingElse() throws IOException {
    String hex = "\"effectiveGasPrice\":\"0x3b9aca07\"";

    assertThat(read(receipt(109, 0).replace(hex, "\"blobGasUsed\":\"655360\"")).fees()
        .blobGasUsed()).hasValue(655_360);
    for (String wrong : List.of("-5", "0.5", "", "0xzz")) {
      assertThatThrownBy(() -> read(
          receipt(109, 0).replace(hex, "\"effectiveGasPrice\":\"" + wrong + "\"")))
          .as(wrong).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void takesGasThatABlocksReceiptsDoNotStateFromTheCumulativeGas() throws IOException {
    String second = withoutGas(receipt(109, 1));
    String stateSync =
        withoutGas(receipt(109, 2)).replace("\"cumulativeGasUsed\":\"0x15f90\",", "");

    List<EvmReceipt> receipts = readAll(withoutGas(receipt(109, 0)), second, stateSync,
        withoutGas(receipt(109, 3)));

    assertThat(receipts).extracting(receipt -> receipt.fees().gasUsed())
        .containsExactly(30_000L, 30_000L, 0L, 60_000L);
  }

  @Test
  void refusesALoneReceiptThatDoesNotTellItsGas() throws IOException {
    assertThat(placed(withoutGas(receipt(109, 0))).receipt().fees().gasUsed()).isEqualTo(30_000);
    assertThat(placed(withoutGas(receipt(109, 1)).replace("\"0xea60\"", "\"0x0\"")).receipt().fees()
        .gasUsed()).isZero();
    assertThatThrownBy(() -> placed(withoutGas(receipt(109, 1))))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("gas");
  }

  @Test
  void tellsTransactionsReceiptsAndBlocksApartByTheirMembers() throws IOException {
    assertThat(lookup(transaction(109, 0))).containsInstanceOf(EvmTransaction.class);
    assertThat(lookup(receipt(109, 0))).containsInstanceOf(PlacedReceipt.class);
    assertThat(lookup(Samples.header(109)).orElseThrow())
        .isInstanceOfSatisfying(EvmHeader.class, header -> {
          assertThat(header.number()).isEqualTo(109);
          assertThat(header.transactionCount()).isEqualTo(1);
        });
    assertThat(lookup("null")).isEmpty();
  }

  private static String withoutGas(String receipt) {
    return receipt.replace("\"gasUsed\":\"0x7530\",", "");
  }

  private static EvmReceipt read(String receipt) throws IOException {
    EvmReceipt alone = placed(receipt).receipt();
    assertThat(readAll(receipt)).containsExactly(alone);
    return alone;
  }

  private static List<EvmReceipt> readAll(String... receipts) throws IOException {
    try (JsonParser json = RpcReader.JSON.createParser("[" + String.join(",", receipts) + "]")) {
      json.nextToken();
      return ReceiptReader.readAll(json);
    }
  }

  private static PlacedReceipt placed(String receipt) throws IOException {
    return (PlacedReceipt) lookup(receipt).orElseThrow();
  }

  private static EvmTransaction transactionOf(String text) throws IOException {
    return (EvmTransaction) lookup(text).orElseThrow();
  }

  private static Optional<Object> lookup(String result) throws IOException {
    try (JsonParser json = RpcReader.JSON.createParser(result)) {
      json.nextToken();
      return Optional.ofNullable(LookupReader.read(json));
    }
  }
}
