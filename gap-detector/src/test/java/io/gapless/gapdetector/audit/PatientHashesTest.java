package io.gapless.gapdetector.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Said;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class PatientHashesTest {

  private static final BlockRange BLOCKS = new BlockRange(1, 2);

  @Test
  void asksTheOnlyNodeAgainAfterARefusalThatMayPass() throws InterruptedException {
    Queue<Answer<String>> answers = new ArrayDeque<>(List.of(
        Answer.refused(new Refusal.ServerFault(Said.of("busy"))),
        Answer.refused(new Refusal.BadAnswer(Said.of("half"))), Answer.of("hash")));

    assertThat(PatientHashes.ask(pool(), BLOCKS, node -> answers.remove())).contains("hash");
  }

  @Test
  void asksNobodyAgainWhoRefusesForGood() throws InterruptedException {
    Queue<Answer<String>> answers = new ArrayDeque<>(List.of(
        Answer.refused(new Refusal.Unsupported(Said.of("no such method")))));

    assertThat(PatientHashes.ask(pool(), BLOCKS, node -> answers.remove())).isEmpty();
    assertThat(answers).isEmpty();
  }

  private static EndpointPool<String> pool() {
    return new EndpointPool<>(Map.of(Endpoint.of("http://127.0.0.1:1"), "node"),
        GovernorSettings.DEFAULT, System::nanoTime);
  }
}
