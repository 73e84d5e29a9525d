package io.gapless.simulator.xrpl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/// A client that sends what it is told and keeps what comes.
final class XrplClient implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 30;

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final WebSocketClient socket;
  private volatile int closeCode;
  private volatile String closeReason = "";

  XrplClient(URI url) throws InterruptedException {
    socket = new WebSocketClient(url) {
      @Override
      public void onOpen(ServerHandshake handshake) {}

      @Override
      public void onMessage(String text) {
        messages.add(text);
      }

      @Override
      public void onClose(int code, String reason, boolean remote) {
        closeCode = code;
        closeReason = reason;
        closed.countDown();
      }

      @Override
      public void onError(Exception e) {}
    };
    if (!socket.connectBlocking(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no connection to " + url);
    }
  }

  /// A request with single for double quotes.
  static String request(String text) {
    return text.replace('\'', '"');
  }

  /// A request for a ledger with its transactions in binary form.
  static String binaryLedger(long index) {
    return request("{'id':" + index + ",'command':'ledger','ledger_index':" + index
        + ",'transactions':true,'expand':true,'binary':true}");
  }

  void send(String text) {
    socket.send(text);
  }

  /// The next message as JSON.
  JsonNode next() throws InterruptedException, JsonProcessingException {
    return MAPPER.readTree(nextText());
  }

  String nextText() throws InterruptedException {
    String text = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (text == null) {
      throw new IllegalStateException("no answer in " + PATIENCE_SECONDS + " s");
    }
    return text;
  }

  /// Sends a request and returns the next message.
  JsonNode ask(String text) throws InterruptedException, JsonProcessingException {
    send(text);
    return next();
  }

  /// All messages that came and were not taken.
  List<String> taken() {
    List<String> all = new ArrayList<>();
    messages.drainTo(all);
    return all;
  }

  /// Waits for the end of the connection and returns its code.
  int awaitClosed() throws InterruptedException {
    if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still open after " + PATIENCE_SECONDS + " s");
    }
    return closeCode;
  }

  String closeReason() {
    return closeReason;
  }

  @Override
  public void close() {
    socket.close();
  }
}
