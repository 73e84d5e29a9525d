package io.gapless.simulator.xrpl;

import io.gapless.simulator.xrpl.rpc.XrplCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of a node to its clients, on 127.0.0.1; each request has a thread of its own, so
/// that answers come in any order.
final class XrplConnections extends WebSocketServer {
  private static final Logger LOG = LoggerFactory.getLogger(XrplConnections.class);
  private static final String TOO_MANY = "Too many requests for one connection";
  private static final int STOP_MILLIS = 1_000;

  private final RequestHandler handler;
  private final int parallelRequests;
  private final XrplCounters counters;
  private final CountDownLatch started = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
      Thread.ofVirtual().name("xrpl-node-", 0).factory());

  private XrplConnections(ServerSocketChannel channel, RequestHandler handler,
      int parallelRequests, XrplCounters counters) {
    super(channel);
    this.handler = handler;
    this.parallelRequests = parallelRequests;
    this.counters = counters;
  }

  /// Listens on a port, 0 for any free one.
  ///
  /// @throws UncheckedIOException if the port is taken
  static XrplConnections listen(int port, RequestHandler handler, int parallelRequests,
      XrplCounters counters) {
    XrplConnections connections =
        new XrplConnections(bound(port), handler, parallelRequests, counters);
    connections.setTcpNoDelay(true);
    connections.setDaemon(true);
    connections.start();
    try {
      connections.started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the node listened", e);
    }
    return connections;
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {
    counters.connection();
    connection.setAttachment(new AtomicInteger());
  }

  @Override
  public void onMessage(WebSocket connection, String text) {
    AtomicInteger inFlight = connection.getAttachment();
    var wire = new SocketWire(connection, this::onWriteDemand);
    if (inFlight.incrementAndGet() > parallelRequests && parallelRequests > 0) {
      inFlight.decrementAndGet();
      counters.request();
      counters.error(TOO_MANY);
      counters.bytes(TOO_MANY.length());
      wire.send(TOO_MANY);
      execute(wire::flush);
    } else {
      execute(() -> handle(text, wire, inFlight));
    }
  }

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {
    LOG.debug("Closed with {} {}", code, reason);
  }

  @Override
  public void onError(@Nullable WebSocket connection, Exception e) {
    LOG.debug("A connection failed", e);
  }

  /// Stops listening and closes all connections.
  void shut() {
    threads.shutdownNow();
    try {
      stop(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(String text, Wire wire, AtomicInteger inFlight) {
    try {
      handler.handle(text, wire);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The simulated node has a fault that nobody asked for; the request has no answer",
          e);
    } finally {
      inFlight.decrementAndGet();
    }
    wire.flush();
  }

  private void execute(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("A message came while the node stopped", e);
    }
  }

  private static ServerSocketChannel bound(int port) {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port + ": " + e.getMessage(), e);
    }
  }
}
