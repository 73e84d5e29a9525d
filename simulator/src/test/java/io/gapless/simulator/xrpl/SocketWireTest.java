package io.gapless.simulator.xrpl;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketListener;
import org.java_websocket.drafts.Draft_6455;
import org.junit.jupiter.api.Test;

class SocketWireTest {

  @Test
  void tellsAServerThatMissedItOnceMore() {
    var connection = new WebSocketImpl(deaf(), new Draft_6455());
    connection.outQueue.add(ByteBuffer.allocate(1));
    var told = new AtomicInteger();
    var wire = new SocketWire(connection, _ -> {
      if (told.incrementAndGet() == 3) {
        connection.outQueue.clear();
      }
    });

    wire.flush();

    assertThat(connection.hasBufferedData()).isFalse();
    assertThat(told).hasValue(3);
  }

  private static WebSocketListener deaf() {
    return (WebSocketListener) Proxy.newProxyInstance(WebSocketListener.class.getClassLoader(),
        new Class<?>[]{WebSocketListener.class}, (_, _, _) -> null);
  }
}
