package io.gapless.simulator.evm.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.simulator.evm.faults.TransportFault.EmptyBody;
import io.gapless.simulator.evm.faults.TransportFault.Oversized;
import io.gapless.simulator.evm.faults.TransportFault.ProxyPage;
import io.gapless.simulator.evm.faults.TransportFault.Reset;
import io.gapless.simulator.evm.faults.TransportFault.SlowBody;
import io.gapless.simulator.evm.faults.TransportFault.Truncated;
import io.gapless.simulator.evm.rpc.RequestCounters;
import io.gapless.simulator.http.HttpListener;
import io.gapless.simulator.http.HttpReply;
import io.gapless.simulator.http.HttpReply.Ending;
import io.gapless.simulator.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Spoils the way of some answers through HTTP, as a plan says.
public final class FaultyHttp implements HttpListener.Handler {
  private static final int PIECES = 10;

  private final HttpListener.Handler next;
  private final FaultPlan plan;
  private final List<TransportFault> faults;
  private final RequestCounters counters;
  private final AtomicLong sequence = new AtomicLong();

  /// Wraps a node.
  public FaultyHttp(HttpListener.Handler next, FaultPlan plan, RequestCounters counters) {
    this.next = next;
    this.plan = plan;
    this.faults = plan.of(TransportFault.class);
    this.counters = counters;
  }

  @Override
  public HttpReply answer(HttpRequest request) throws InterruptedException {
    long number = sequence.incrementAndGet();
    for (TransportFault fault : faults) {
      if (plan.happens(fault, fault.oneIn(), number, 0)) {
        return spoilt(fault, request);
      }
    }
    return next.answer(request);
  }

  private HttpReply spoilt(TransportFault fault, HttpRequest request) throws InterruptedException {
    if (!(fault instanceof Oversized)) {
      counters.fault(fault.kind());
    }
    return switch (fault) {
      case Oversized(var most, var page) -> fitting(fault, next.answer(request), most, page);
      case Truncated(_, var share) -> {
        HttpReply reply = next.answer(request);
        yield reply.withBody(out -> {
          byte[] whole = bytes(reply.body());
          out.write(whole, 0, (int) (whole.length * share));
        });
      }
      case SlowBody(_, var time) -> {
        HttpReply reply = next.answer(request);
        yield reply.withBody(out -> trickle(bytes(reply.body()), time, out));
      }
      case Reset(_, var midway) -> midway
          ? next.answer(request).withEnding(Ending.RESET_MIDWAY)
          : HttpReply.text(200, "").withEnding(Ending.RESET_BEFORE);
      case EmptyBody _ -> new HttpReply(200, Map.of("Content-Type", "application/json"), out -> {});
      case ProxyPage(_, var status) -> page(status);
    };
  }

  private HttpReply fitting(TransportFault fault, HttpReply reply, int most, boolean page) {
    byte[] whole = bytes(reply.body());
    if (whole.length <= most) {
      return reply.withBody(out -> out.write(whole));
    }
    counters.fault(fault.kind());
    return page ? page(413) : reply.withBody(out -> out.write(whole, 0, most));
  }

  private static HttpReply page(int status) {
    String reason = switch (status) {
      case 502 -> "Bad Gateway";
      case 503 -> "Service Temporarily Unavailable";
      case 504 -> "Gateway Time-out";
      case 413 -> "Request Entity Too Large";
      default -> "Error";
    };
    String title = status + " " + reason;
    byte[] html = ("<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>"
        + title + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n")
        .getBytes(UTF_8);
    return new HttpReply(status, Map.of("Content-Type", "text/html"), out -> out.write(html));
  }

  private static byte[] bytes(HttpReply.Body body) {
    var bytes = new ByteArrayOutputStream();
    try {
      body.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not from memory
    }
    return bytes.toByteArray();
  }

  private static void trickle(byte[] whole, Duration time, OutputStream out) throws IOException {
    Duration pause = time.dividedBy(PIECES - 1);
    try {
      for (int piece = 0; piece < PIECES; piece++) {
        if (piece > 0) {
          Thread.sleep(pause);
        }
        int first = (int) ((long) whole.length * piece / PIECES);
        out.write(whole, first, (int) ((long) whole.length * (piece + 1) / PIECES) - first);
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while sending slowly");
    }
  }
}
