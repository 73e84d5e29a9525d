package io.gapless.chains.evm.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmHeader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderHashTest {

  /// Block 30,806,757 of Avalanche's C-Chain.
  @Test
  void hashesARealHeaderOfAvalanche() {
    String bloom = "000002400000001800200028000800a100034004000021002000200200200250"
        + "10004000404020430250040004180011010000040001000201b04200002034000441c000080800020c00000c"
        + "00400009c08020000042000800020000c0880a000204009982000c010040800000a0180800000000088a5400"
        + "020000114080002100024004040010000800000540004800100000112800001100000080100200000204404060"
        + "006a00a004000440000000042000100118410004018020000100508080100204020800000001010110001000060"
        + "040400004818401000202003000101080040000040400890401204800201220010000120042a10100000a400140";
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("baseFeePerGas", "0x5d21dba00");
    fields.put("blockExtraData", "0x");
    fields.put("blockGasCost", "0x61a80");
    fields.put("difficulty", "0x1");
    fields.put("extDataGasUsed", "0x0");
    fields.put("extDataHash",
        "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
    fields.put("extraData", "0x000000000000000000000000004cf11400000000002a658c"
        + "00000000000000000000000000000000000000000018f890000000000025b806"
        + "00000000000d161100000000000000000000000000000000");
    fields.put("gasLimit", "0xe4e1c0");
    fields.put("gasUsed", "0x2c5572");
    fields.put("logsBloom", "0x" + bloom);
    fields.put("miner", "0x0100000000000000000000000000000000000000");
    fields.put("mixHash", "0x" + "00".repeat(32));
    fields.put("nonce", "0x0000000000000000");
    fields.put("number", "0x1d612e5");
    fields.put("parentHash", "0xcba4335f04ed5b7a74f1199ec9eb80443dd798928a0fdd7a72bde5dbc218309a");
    fields.put("receiptsRoot",
        "0xddf770d794d2e146de33f3d35dc71658ab82287425c33f637ddf4c273dfd242f");
    fields.put("sha3Uncles", "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347");
    fields.put("stateRoot", "0xb1f578c894cf567bac5074e3cf48532b1ad79fbfd758c8962e630dfad6c9e064");
    fields.put("timestamp", "0x6479af6d");
    fields.put("transactionsRoot",
        "0x0133259bccb93f74041ebec5a24cb323f9351f2779a4c5b6ae8530d9c3a9f4c0");
    var hash = Hash32.of("0x746540c469f195d7e44d124abcf406b7bd1ea8863eba18783dcd54791862e506");

    assertThat(HeaderHash.isTrue(SampleBlocks.named(fields, hash, 16))).isTrue();
  }

  @Test
  void countsFieldsOfLaterForksWhereTheyAreThere() {
    EvmHeader plain = SampleBlocks.block(5).header();
    Map<String, String> fields = new LinkedHashMap<>(plain.fields());
    fields.put("requestsHash", "0x" + "33".repeat(32));

    assertThat(HeaderHash.of(SampleBlocks.named(fields, plain.hash(), 0)))
        .isNotEqualTo(plain.hash());
  }

  @Test
  void refusesAHeaderThatLacksAField() {
    EvmHeader plain = SampleBlocks.block(5).header();
    Map<String, String> fields = new LinkedHashMap<>(plain.fields());
    fields.remove("mixHash");

    assertThatThrownBy(() -> HeaderHash.of(SampleBlocks.named(fields, plain.hash(), 0)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("mixHash");
  }
}
