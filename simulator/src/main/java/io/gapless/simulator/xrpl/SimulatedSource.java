package io.gapless.simulator.xrpl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.ledgers.LedgerForm;
import io.gapless.simulator.xrpl.ledgers.LedgerJson;
import io.gapless.simulator.xrpl.ledgers.LedgerSpan;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.TransactionAnswer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Ledgers that a seed decides.
final class SimulatedSource implements LedgerSource {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final SimulatedLedgers ledgers;

  SimulatedSource(SimulatedLedgers ledgers) {
    this.ledgers = ledgers;
  }

  @Override
  public List<LedgerSpan> spans() {
    return List.of(new LedgerSpan(ledgers.firstIndex(), ledgers.lastIndex()));
  }

  @Override
  public long networkId() {
    return ledgers.options().networkId();
  }

  @Override
  public String hash(long index) {
    return HEX.formatHex(ledgers.hash(index));
  }

  @Override
  public Optional<Long> indexOf(String hash) {
    return Optional.of(ledgers.indexOf(HEX.parseHex(hash))).filter(index -> index >= 0);
  }

  @Override
  public Optional<Long> ledgerOf(String id) {
    return Optional.of(ledgers.ledgerOf(HEX.parseHex(id))).filter(index -> index >= 0);
  }

  @Override
  public ObjectNode transaction(long index, String id, LedgerForm form) {
    return TransactionAnswer.result(ledgers.ledger(index), HEX.parseHex(id), form);
  }

  @Override
  public ObjectNode result(long index, LedgerForm form) {
    return LedgerJson.result(ledgers.ledger(index), form);
  }

  @Override
  public Optional<ObjectNode> forged(long index, LedgerForm form) {
    return Optional.of(LedgerJson.result(ledgers.forged(index), form));
  }

  @Override
  public Optional<ObjectNode> withOtherHeader(long index, LedgerForm form) {
    return Optional.of(LedgerJson.result(ledgers.withOtherHeader(index), form));
  }
}
