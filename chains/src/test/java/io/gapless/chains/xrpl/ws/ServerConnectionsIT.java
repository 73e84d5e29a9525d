package io.gapless.chains.xrpl.ws;

import static io.gapless.chains.xrpl.ws.PlayedServer.error;
import static io.gapless.chains.xrpl.ws.PlayedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.xrpl.XrplSettings;
import io.gapless.chains.xrpl.ws.PlayedServer.Play;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServerConnectionsIT {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Play ECHO = (request, socket) -> socket.send(echo(request));
  private static final Play SILENCE = (request, socket) -> {};

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Held> held = new CopyOnWriteArrayList<>();
  private final Play hold = (request, socket) -> held.add(new Held(request, socket));

  /// A request that a test answers when it wants to.
  record Held(JsonNode request, WebSocket socket) {
    void answer() {
      socket.send(echo(request));
    }
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void givesEachItsOwnAnswerInWhateverOrderTheyCome() throws Exception {
    try (var server = new PlayedServer(hold);
        var connections = connections(server, settings(1, 10))) {
      List<Future<Answer<Message>>> asked = ask(connections, 10);
      awaitHeld(10);

      var shuffled = new ArrayList<>(held);
      Collections.shuffle(shuffled, new Random(1));
      shuffled.forEach(Held::answer);

      assertThat(echoes(asked)).isEqualTo(IntStream.range(0, 10).boxed().toList());
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void hasNoMoreUnderWayThanTheLimitAndUsesAllConnections() throws Exception {
    try (var server = new PlayedServer(hold);
        var connections = connections(server, settings(2, 3))) {
      List<Future<Answer<Message>>> asked = ask(connections, 20);

      for (int answered = 0; answered < 20; answered++) {
        int sent = Math.min(20, answered + 6);
        awaitHeld(sent);
        held.get(answered).answer();
      }

      assertThat(echoes(asked)).isEqualTo(IntStream.range(0, 20).boxed().toList());
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void refusesAllThatIsUnderWayAtOnceWhenTheConnectionIsLostAndConnectsAgain() throws Exception {
    try (var server = new PlayedServer(hold);
        var connections = connections(server, settings(1, 10))) {
      List<Future<Answer<Message>>> asked = ask(connections, 5);
      awaitHeld(5);

      held.getFirst().socket.closeConnection(1006, "gone");

      for (Future<Answer<Message>> each : asked) {
        assertThat(refusal(each.get())).isInstanceOf(Refusal.ServerFault.class);
      }
      held.clear();
      Future<Answer<Message>> again = ask(connections, 1).getFirst();
      awaitHeld(1);
      held.getFirst().answer();
      assertThat(again.get()).isInstanceOf(Answer.Value.class);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void survivesAConnectionThatBreaksInTheMiddleOfAFrame() throws Exception {
    try (var server = new RawServer((head, socket) -> {
      RawServer.welcome(head, socket);
      assertThat(socket.getInputStream().read()).isNotNegative();
      // A text frame of 1000 bytes, of which 14 come.
      socket.getOutputStream().write(new byte[]{(byte) 0x81, 126, 3, (byte) 0xE8});
      RawServer.write(socket, "{\"id\":1,\"statu");
    }); var connections = connections(server.endpoint("ws"), settings(1, 10))) {
      assertThat(refusal(connections.ask(request(0)))).isInstanceOf(Refusal.ServerFault.class);
      assertThat(refusal(connections.ask(request(1)))).isInstanceOf(Refusal.ServerFault.class);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void deliversAnAnswerThatCameJustBeforeTheClose() throws Exception {
    Play play = (request, socket) -> {
      socket.send(echo(request));
      socket.close(1008, "threshold exceeded");
    };
    try (var server = new PlayedServer(play)) {
      for (int i = 0; i < 20; i++) {
        try (var connections = connections(server, settings(1, 10))) {
          assertThat(connections.ask(request(i))).isInstanceOf(Answer.Value.class);
        }
      }
    }
  }

  @Test
  void tellsWhyTheServerClosed() throws Exception {
    Play play = (request, socket) -> socket.close(1008,
        request.get("n").asInt() == 0 ? "threshold exceeded" : "client is too slow");
    try (var server = new PlayedServer(play);
        var connections = connections(server, settings(1, 10))) {
      Refusal dropped = refusal(connections.ask(request(0)));
      Refusal tooSlow = refusal(connections.ask(request(1)));

      assertThat(dropped).isInstanceOfSatisfying(Refusal.Throttled.class,
          throttled -> assertThat(throttled.pause()).isPresent());
      assertThat(tooSlow).isInstanceOf(Refusal.Throttled.class);
      assertThat(tooSlow.said().text()).contains("concurren");
    }
  }

  @Test
  void timesOutAloneAndGoesOn() throws Exception {
    Play play = (request, socket) -> {
      // What comes in meanwhile shows that the connection lives.
      socket.send("{\"type\":\"ledgerClosed\",\"ledger_index\":5}");
      if (request.get("n").asInt() == 1) {
        socket.send(echo(request));
      }
    };
    try (var server = new PlayedServer(play);
        var connections = connections(server, settings(1, 10).withTimeouts(LONG, SHORT))) {
      assertThat(refusal(connections.ask(request(0)))).isInstanceOf(Refusal.Timeout.class);

      soon().until(() -> connections.ask(request(1)) instanceof Answer.Value);
    }
  }

  @Test
  void ignoresAnswersThatNobodyWaitsForAnyMore() throws Exception {
    try (var server = new PlayedServer(hold);
        var connections = connections(server, settings(1, 10))) {
      Future<Answer<Message>> left = ask(connections, 1).getFirst();
      awaitHeld(1);
      left.cancel(true);
      Future<Answer<Message>> second = ask(connections, 1).getFirst();
      awaitHeld(2);

      held.get(0).answer();
      held.get(0).answer();
      held.get(1).answer();
      held.get(1).answer();

      assertThat(second.get()).isInstanceOf(Answer.Value.class);
      Future<Answer<Message>> third = ask(connections, 1).getFirst();
      awaitHeld(3);
      held.get(2).answer();
      assertThat(third.get()).isInstanceOf(Answer.Value.class);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void givesUpAConnectionOnWhichNothingComes() throws Exception {
    try (var server = new RawServer((head, socket) -> {
      RawServer.welcome(head, socket);
      // Takes all and says nothing, until the client leaves.
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    });
        var connections =
            connections(server.endpoint("ws"), settings(1, 10).withTimeouts(LONG, SHORT))) {
      assertThat(refusal(connections.ask(request(0)))).isInstanceOf(Refusal.Timeout.class);
      assertThat(refusal(connections.ask(request(1)))).isInstanceOf(Refusal.Timeout.class);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void givesUpAConnectionThatLeavesHalfOfItsRequestsUnanswered() throws Exception {
    Play play = (request, socket) -> {
      if (request.get("n").asInt() > 1) {
        socket.send(echo(request));
      } else {
        socket.send("{\"type\":\"ledgerClosed\"}");
      }
    };
    try (var server = new PlayedServer(play);
        var connections = connections(server, settings(1, 4).withTimeouts(LONG, SHORT))) {
      for (Future<Answer<Message>> each : ask(connections, 2)) {
        assertThat(each.get()).isInstanceOf(Answer.Refused.class);
      }

      soon().until(() -> connections.ask(request(2)) instanceof Answer.Value);
      assertThat(server.connections()).isGreaterThan(1);
    }
  }

  @Test
  void refusesWhatFindsNoRoomInTime() throws Exception {
    try (var server = new PlayedServer(hold);
        var connections =
            connections(server, settings(1, 3).withTimeouts(LONG, Duration.ofSeconds(2)))) {
      List<Future<Answer<Message>>> asked = ask(connections, 3);
      awaitHeld(3);
      // Their places stay taken until they are answered.
      asked.forEach(each -> each.cancel(true));

      Refusal refusal = refusal(connections.ask(request(3)));

      assertThat(refusal).isInstanceOf(Refusal.Throttled.class);
      assertThat(refusal.said().text()).contains("concurren");
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void leavesOnAnInterruptAndGoesOnWithTheOthers() throws Exception {
    try (var server = new PlayedServer(hold);
        var connections = connections(server, settings(1, 2))) {
      Future<Answer<Message>> first = ask(connections, 1).getFirst();
      awaitHeld(1);
      first.cancel(true);

      held.clear();
      Future<Answer<Message>> second = ask(connections, 1).getFirst();
      awaitHeld(1);
      held.getFirst().answer();

      assertThat(second.get()).isInstanceOf(Answer.Value.class);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void refusesAMessageThatIsTooLong() throws Exception {
    Play play = (request, socket) -> socket.send(request.get("n").asInt() == 0
        ? reply(request, "\"" + "x".repeat(5000) + "\"")
        : echo(request));
    var settings = new XrplSettings(
        1, 10, LONG, LONG, Duration.ZERO, 1000, Duration.ofMillis(1), Duration.ofMillis(10));
    try (var server = new PlayedServer(play);
        var connections = connections(server, settings)) {
      Refusal refusal = refusal(connections.ask(request(0)));

      assertThat(refusal).isInstanceOf(Refusal.BadAnswer.class);
      assertThat(refusal.said().text()).isEqualTo("a message is longer than 1000 bytes");
      assertThat(echo(connections.ask(request(1)))).isEqualTo(1);
    }
  }

  @Test
  void takesALongMessageAndSaysHowLongItWas() throws Exception {
    String result = "\"" + "ü".repeat(4 << 20) + "\"";
    try (var server = new PlayedServer((request, socket) -> socket.send(reply(request, result)));
        var connections = connections(server, settings(1, 10))) {
      Message message = value(connections.ask(request(0)));

      assertThat(message.result().textValue()).hasSize(4 << 20);
      assertThat(message.bytes())
          .isEqualTo(reply(server.requests().getFirst(), "\"\"").length() + 2 * (4 << 20));
    }
  }

  @Test
  void refusesWhatIsNotJson() throws Exception {
    for (String nonsense : List.of("{\"id\":1,", "<html>", "", "7", "[]", "{} {}")) {
      try (var server = new PlayedServer((request, socket) -> socket.send(nonsense));
          var connections = connections(server, settings(1, 10))) {
        assertThat(refusal(connections.ask(request(0))))
            .as(nonsense).isInstanceOf(Refusal.BadAnswer.class);
      }
    }
  }

  @Test
  void refusesAllWhereNobodyKnowsWhoseTheBrokenMessageIs() throws Exception {
    try (var server = new PlayedServer(hold);
        var connections = connections(server, settings(1, 10))) {
      List<Future<Answer<Message>>> asked = ask(connections, 3);
      awaitHeld(3);

      held.getFirst().socket.send("{\"id\":");

      for (Future<Answer<Message>> each : asked) {
        Refusal refusal = refusal(each.get());
        assertThat(refusal).isInstanceOf(Refusal.ServerFault.class);
        assertThat(refusal.said().text()).contains("not JSON");
      }
    }
  }

  @Test
  void refusesAnAnswerToWhatWasNeverAsked() throws Exception {
    for (String id : List.of("77", "\"1\"", "0", "-1", "1.5", "null", "18446744073709551616")) {
      Play play = (request, socket) -> socket.send("{\"id\":" + id + ",\"result\":{}}");
      try (var server = new PlayedServer(play);
          var connections = connections(server, settings(1, 10))) {
        assertThat(refusal(connections.ask(request(0))))
            .as(id).isInstanceOf(Refusal.BadAnswer.class);
      }
    }
  }

  @Test
  void takesAnErrorWithoutAnIdForAnAnswer() throws Exception {
    Play play = (request, socket) -> socket.send("{\"type\":\"error\",\"error\":\"jsonInvalid\"}");
    try (var server = new PlayedServer(play);
        var connections = connections(server, settings(1, 10))) {
      assertThat(value(connections.ask(request(0))).error()).isPresent();
    }
  }

  @Test
  void passesErrorsOnAsTheyAre() throws Exception {
    Play play = (request, socket) -> socket.send(error(request, "slowDown", 10, "too much load"));
    try (var server = new PlayedServer(play);
        var connections = connections(server, settings(1, 10))) {
      Message message = value(connections.ask(request(0)));

      assertThat(message.error().orElseThrow().get("error_code").asInt()).isEqualTo(10);
    }
  }

  @Test
  void losesAConnectionWhoseServerDoesNotAnswerPings() throws Exception {
    var settings = new XrplSettings(1, 10, LONG, LONG, Duration.ofSeconds(1), 1000,
        Duration.ofMillis(1), Duration.ofMillis(10));
    try (var server = new PlayedServer(SILENCE);
        var connections = connections(server, settings)) {
      server.stopPongs();

      Refusal refusal = refusal(connections.ask(request(0)));

      assertThat(refusal).isInstanceOf(Refusal.ServerFault.class);
      assertThat(refusal.said().text()).contains("ping");
    }
  }

  @Test
  void tellsWhyTheHandshakeWasRefused() throws Exception {
    assertThat(handshake("503 Service Unavailable", "Server is overloaded"))
        .isInstanceOf(Refusal.Throttled.class);
    assertThat(handshake("503 Service Unavailable", "")).isInstanceOf(Refusal.ServerFault.class);
    assertThat(handshake("429 Too Many Requests\r\nRetry-After: 7", "")).isInstanceOfSatisfying(
        Refusal.Throttled.class,
        throttled -> assertThat(throttled.pause()).contains(Duration.ofSeconds(7)));
    assertThat(handshake("401 Unauthorized", "")).isInstanceOf(Refusal.Auth.class);
    assertThat(handshake("403 Forbidden", "")).isInstanceOf(Refusal.Auth.class);
    assertThat(handshake("402 Payment Required", "")).isInstanceOf(Refusal.Billing.class);
    Refusal unknown = handshake("200 OK", "hello SECRETKEY");
    assertThat(unknown).isInstanceOf(Refusal.Unknown.class);
    assertThat(unknown.said().text()).isEqualTo("hello ***");
  }

  private static Refusal handshake(String status, String body) throws Exception {
    try (var server = new RawServer((head, socket) -> {
      RawServer.write(socket, "HTTP/1.1 " + status + "\r\n");
      RawServer.write(socket, "Content-Length: " + body.length() + "\r\n\r\n");
      RawServer.write(socket, body);
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }); var connections = connections(server.endpoint("ws"), settings(1, 10))) {
      return refusal(connections.ask(request(0)));
    }
  }

  @Test
  void refusesServersThatSpeakSomethingElse() throws Exception {
    try (var server = new RawServer((head, socket) -> RawServer.write(socket, "220 mail\r\n\r\n"));
        var plain = connections(server.endpoint("ws"), settings(1, 10));
        var tls = connections(
            server.endpoint("wss"), settings(1, 10).withTimeouts(SHORT, LONG))) {
      assertThat(refusal(plain.ask(request(0)))).isInstanceOf(Refusal.ServerFault.class);
      assertThat(refusal(tls.ask(request(0)))).isInstanceOf(Refusal.Timeout.class);
    }
  }

  @Test
  void refusesWhereTheHandshakeIsNotAnswered() throws Exception {
    try (var server = new RawServer((head, socket) -> socket.getInputStream()
        .transferTo(OutputStream.nullOutputStream()));
        var connections =
            connections(server.endpoint("ws"), settings(1, 10).withTimeouts(SHORT, LONG))) {
      assertThat(refusal(connections.ask(request(0)))).isInstanceOf(Refusal.Timeout.class);
    }
  }

  @Test
  void refusesWhereNobodyListens() throws Exception {
    var server = new RawServer((head, socket) -> {});
    server.close();
    try (var connections = connections(server.endpoint("ws"), settings(1, 10));
        var nowhere = connections(Endpoint.of("ws://host.invalid/SECRETKEY"), settings(1, 10))) {
      Refusal refused = refusal(connections.ask(request(0)));
      Refusal unresolved = refusal(nowhere.ask(request(0)));

      assertThat(refused).isInstanceOf(Refusal.ServerFault.class);
      assertThat(refused.said().text()).contains("refused");
      assertThat(unresolved).isInstanceOf(Refusal.ServerFault.class);
      assertThat(unresolved.said().text()).isEqualTo("cannot resolve the host name host.invalid");
    }
  }

  @Test
  void sendsTheAuthorization() throws Exception {
    try (var server = new PlayedServer(ECHO);
        var connections = connections(server.endpointOf("me:secret"), settings(1, 10))) {
      assertThat(connections.ask(request(0))).isInstanceOf(Answer.Value.class);
      assertThat(server.authorizations()).containsExactly("Basic bWU6c2VjcmV0");
    }
  }

  @Test
  void refusesWhatIsUnderWayWhenClosedAndLeavesNothingBehind() throws Exception {
    try (var server = new PlayedServer(hold)) {
      var connections = connections(server, settings(2, 2));
      List<Future<Answer<Message>>> asked = ask(connections, 6);
      awaitHeld(4);

      connections.close();

      for (Future<Answer<Message>> each : asked) {
        assertThat(refusal(each.get()).said().text()).isEqualTo("the client is closed");
      }
      assertThat(refusal(connections.ask(request(0))).said().text())
          .isEqualTo("the client is closed");
      soon().until(() -> server.openConnections() == 0);
      soon().until(() -> Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
          .noneMatch(name -> name.startsWith("WebSocketConnectReadThread")
              || name.startsWith("WebSocketWriteThread")));
    }
  }

  @Test
  void closesEvenWhereTheServerDoesNotSayGoodbye() throws Exception {
    try (var server = new RawServer((head, socket) -> {
      RawServer.welcome(head, socket);
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    })) {
      var connections = connections(server.endpoint("ws"), settings(1, 10));
      Future<Answer<Message>> asked = ask(connections, 1).getFirst();
      soon().until(() -> server.connections() == 1);

      connections.close();

      assertThat(asked.get()).isInstanceOf(Answer.Refused.class);
    }
  }

  @Test
  void takesWebSocketAddressesOnly() {
    assertThatThrownBy(() -> connections(
        Endpoint.of("https://server.example/SECRETKEY"), XrplSettings.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wss://")
        .hasMessageNotContaining("SECRETKEY");
  }

  private static ConditionFactory soon() {
    return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(LONG);
  }

  private void awaitHeld(int requests) {
    soon().until(() -> held.size() == requests);
  }

  private List<Future<Answer<Message>>> ask(ServerConnections connections, int requests) {
    return IntStream.range(0, requests)
        .mapToObj(n -> threads.submit(() -> connections.ask(request(n)))).toList();
  }

  private static ObjectNode request(int n) {
    return JsonNodeFactory.instance.objectNode().put("command", "test").put("n", n);
  }

  private static String echo(JsonNode request) {
    return reply(request, "{\"n\":" + request.get("n") + "}");
  }

  private static int echo(Answer<Message> answer) {
    return value(answer).result().get("n").asInt();
  }

  private static List<Integer> echoes(List<Future<Answer<Message>>> asked) throws Exception {
    var echoes = new ArrayList<Integer>();
    for (Future<Answer<Message>> each : asked) {
      echoes.add(echo(each.get()));
    }
    return echoes;
  }

  private static Message value(Answer<Message> answer) {
    assertThat(answer).isInstanceOf(Answer.Value.class);
    return ((Answer.Value<Message>) answer).value();
  }

  private static Refusal refusal(Answer<Message> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    Refusal refusal = ((Answer.Refused<Message>) answer).refusal();
    assertThat(refusal.said().text()).doesNotContain("SECRETKEY").doesNotContain("\n");
    return refusal;
  }

  private static XrplSettings settings(int connections, int outstanding) {
    return new XrplSettings(connections, outstanding, LONG, LONG, Duration.ZERO, 64 << 20,
        Duration.ofMillis(1), Duration.ofMillis(10));
  }

  private static ServerConnections connections(PlayedServer server, XrplSettings settings) {
    return connections(server.endpoint(), settings);
  }

  private static ServerConnections connections(Endpoint endpoint, XrplSettings settings) {
    return new ServerConnections(
        endpoint, settings, new ErrorClassifier(() -> Instant.EPOCH), new Random(1));
  }
}
