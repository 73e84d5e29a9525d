package io.gapless.chains.xrpl.ws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.endpoint.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/// A server over real WebSocket connections that answers as a test tells it to.
public final class PlayedServer implements AutoCloseable {

  /// Deals with one request.
  @FunctionalInterface
  public interface Play {
    /// Answers, or does not.
    void answer(JsonNode request, WebSocket socket);
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Server server = new Server();
  private final CountDownLatch started = new CountDownLatch(1);
  private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger connections = new AtomicInteger();
  private final Play play;
  private volatile boolean pongs = true;

  /// A server that listens on a free port.
  public PlayedServer(Play play) throws InterruptedException {
    this.play = play;
    server.setReuseAddr(true);
    server.setDaemon(true);
    server.setConnectionLostTimeout(0);
    server.start();
    started.await();
  }

  /// An answer that holds the result.
  public static String reply(JsonNode request, String result) {
    return "{\"id\":" + request.get("id") + ",\"status\":\"success\",\"type\":\"response\","
        + "\"result\":" + result + "}";
  }

  /// An answer that is an error.
  public static String error(JsonNode request, String token, int code, String message) {
    return "{\"id\":" + request.get("id") + ",\"status\":\"error\",\"type\":\"response\","
        + "\"error\":\"" + token + "\",\"error_code\":" + code + ",\"error_message\":\"" + message
        + "\",\"request\":" + request + "}";
  }

  /// Where it listens, with a key in the path.
  public Endpoint endpoint() {
    return Endpoint.of("ws://127.0.0.1:" + server.getPort() + "/SECRETKEY");
  }

  /// The same with user and password.
  Endpoint endpointOf(String user) {
    return Endpoint.of("ws://" + user + "@127.0.0.1:" + server.getPort() + "/SECRETKEY");
  }

  /// Does not answer pings any more.
  void stopPongs() {
    pongs = false;
  }

  /// All requests so far.
  public List<JsonNode> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /// How many connections there ever were.
  int connections() {
    return connections.get();
  }

  /// How many connections there are now.
  int openConnections() {
    return server.getConnections().size();
  }

  @Override
  public void close() {
    try {
      server.stop(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Server extends WebSocketServer {

    Server() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    }

    @Override
    public void onStart() {
      started.countDown();
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
      connections.incrementAndGet();
      authorizations.add(handshake.getFieldValue("Authorization"));
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
      try {
        JsonNode request = JSON.readTree(message);
        requests.add(request);
        play.answer(request, socket);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the client sent what is not JSON", e);
      }
    }

    @Override
    public void onWebsocketPing(WebSocket socket, Framedata ping) {
      if (pongs) {
        super.onWebsocketPing(socket, ping);
      }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
      // The client noticed.
    }

    @Override
    public void onError(WebSocket socket, Exception cause) {
      // The client noticed.
    }
  }
}
