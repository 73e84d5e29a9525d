package io.gapless.simulator.xrpl.ledgers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gapless.simulator.xrpl.encoding.JsonForm;
import io.gapless.simulator.xrpl.encoding.StObject;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.xrpl.xrpl4j.codec.binary.XrplBinaryCodec;

/// Another program writes the same bytes from the JSON form as the simulator wrote.
class ForeignCodecIT {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final SimulatedLedgers LEDGERS = new SimulatedLedgers(
      XrplLedgerOptions.defaults().withCount(100).withTransactionsPerLedger(12));

  private final XrplBinaryCodec codec = XrplBinaryCodec.getInstance();

  @Test
  void writesTheSameBytes() throws JsonProcessingException {
    int compared = 0;
    for (long index = LEDGERS.firstIndex(); index <= LEDGERS.lastIndex(); index++) {
      for (SimulatedTransaction transaction : LEDGERS.ledger(index).transactions()) {
        compared += compare(transaction.transaction(), transaction.bytes().blob());
        compared += compare(transaction.metadata(), transaction.bytes().meta());
      }
    }

    assertThat(compared).isGreaterThan(1_800);
  }

  /// Its version knows no multi-purpose tokens, no signs in currencies, and no types in paths.
  private int compare(StObject object, byte[] bytes) throws JsonProcessingException {
    String json = JsonForm.of(object).toString().replaceAll(",\"type\":[0-9]+", "");
    if (json.contains("mpt_issuance_id") || json.contains("MPToken") || json.contains("A$1")) {
      return 0;
    }
    assertThat(codec.encode(json)).as(json).isEqualTo(HEX.formatHex(bytes));
    return 1;
  }
}
