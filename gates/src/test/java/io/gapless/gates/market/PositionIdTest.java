package io.gapless.gates.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against values that the tests of Polymarket's subgraph and market maker publish.
class PositionIdTest {

  private static final Address COLLATERAL =
      Address.of("0x7D1DC38E60930664F8cBF495dA6556ca091d2F92");

  @ParameterizedTest
  @CsvSource({
      "0xdb4ab1dbbedd6aeec17aa6e3f66262cff0e3b04742dd3acdf99652575e5422f8, 1, 0x12adf3dfeaddeef8f31fa86654bf367c5c7b1e854dff407d7c87ff76af4ad16d",
      "0xdb4ab1dbbedd6aeec17aa6e3f66262cff0e3b04742dd3acdf99652575e5422f8, 2, 0x2f5ebcc5972889a57d587b7088d543bbf464fbdd2b2c4cb7c276ca3d4d70415b",
      "0xda558eddf6eb57760bd5371fb313167f871d823a16e9d66fccb292baf2a117c0, 1, 0x45ca66c3edbdbf0fbd03366cf395d3663ee3b34c4db07964bb60e3c7ca7e20e2",
      "0xda558eddf6eb57760bd5371fb313167f871d823a16e9d66fccb292baf2a117c0, 2, 0x416929e8901456139abeec231eba635f911a240961f78919665280c69288ee0d"})
  void findsThePointOfASetOfOutcomes(String condition, int indexSet, String collection) {
    assertThat(PositionId.collection(Hash32.of(condition), BigInteger.valueOf(indexSet)))
        .isEqualTo(Hash32.of(collection));
  }

  @ParameterizedTest
  @CsvSource({
      "0xb69563b77dbad5dd82f54dc7ecc4c59fe1c7608e85ba759bf32ca4aebca845f0, 0, 29010198852889164345666134995376491938579607903021308052828733253912957267646",
      "0xb69563b77dbad5dd82f54dc7ecc4c59fe1c7608e85ba759bf32ca4aebca845f0, 1, 22125780403561061025829053926057155110588171618010034914848187335085907496192",
      "0xda558eddf6eb57760bd5371fb313167f871d823a16e9d66fccb292baf2a117c0, 0, 108051088633899060239124498527429950692254744883563327407154880807410490438693",
      "0xda558eddf6eb57760bd5371fb313167f871d823a16e9d66fccb292baf2a117c0, 1, 45163082656174410071592939534766820181648934703824597457997612898109272294349"})
  void findsTheTokenOfAnOutcome(String condition, int outcome, BigInteger token) {
    assertThat(PositionId.of(COLLATERAL, Hash32.of(condition), outcome).tokenId())
        .isEqualTo(token);
  }

  @ParameterizedTest
  @CsvSource({
      "0xcc4727a6394620b9c8ae82db3db50a34d5ca9828675547bcc4cddf5e86b63007, 0, 96833685517457790753237027711749956491556223430098771101130535462280443103710",
      "0xcc4727a6394620b9c8ae82db3db50a34d5ca9828675547bcc4cddf5e86b63007, 1, 112683192116716745370273337699109698649408967993699289993927321945615517688893",
      "0x904aa321a48f737e2223e7b3007bf51d68b6a0d66bdda0c1e4bc581f55d62804, 0, 11031149734538275426690039809123992018327740438980973428241361937177748285493",
      "0x904aa321a48f737e2223e7b3007bf51d68b6a0d66bdda0c1e4bc581f55d62804, 1, 92849115097658926029726616555072992123532598747617388960074918380114146610948"})
  void findsTheTokenOfAQuestionThatAnAdapterAsks(String question, int outcome,
      BigInteger token) {
    var market = Deployment.named("polymarket");
    var condition = PositionId.condition(market.of(Role.ADAPTER).getFirst(), Hash32.of(question),
        2);

    assertThat(PositionId.of(market.of(Role.WCOL).getFirst(), condition, outcome).tokenId())
        .isEqualTo(token);
  }

  @Test
  void knowsEachOutcomeByItsBit() {
    var condition = Hash32.of("0x" + "17".repeat(32));

    assertThat(PositionId.of(COLLATERAL, condition, 5)).isEqualTo(PositionId.of(COLLATERAL,
        PositionId.collection(condition, BigInteger.valueOf(32))));
  }
}
