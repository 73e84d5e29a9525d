package io.gapless.chains.xrpl.ws;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.NodeError;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Said;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLException;

/// Tells what it means that a connection did not come about, or ended.
/// [Close codes](https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1)
final class CloseReasons {

  private static final int PROTOCOL_ERROR = 1002;
  private static final int BROKEN_OFF = 1006;
  private static final int NO_UTF8 = 1007;
  private static final int POLICY = 1008;
  private static final int TOO_BIG = 1009;
  private static final int TRY_AGAIN_LATER = 1013;
  /// rippled drops whoever asked too much, and forgets a quarter of it in ten seconds.
  private static final Duration DROPPED_PAUSE = Duration.ofSeconds(10);
  private static final Duration CLIO_SWEEP = Duration.ofSeconds(1);

  private final Endpoint endpoint;
  private final ErrorClassifier classifier;
  private final int maxMessageBytes;

  CloseReasons(Endpoint endpoint, ErrorClassifier classifier, int maxMessageBytes) {
    this.endpoint = endpoint;
    this.classifier = classifier;
    this.maxMessageBytes = maxMessageBytes;
  }

  /// Why there is no connection, from an answer to the handshake that refuses it.
  Refusal refused(HandshakeAnswer answer) {
    Refusal refusal = classifier.classify(endpoint,
        new NodeError(answer.status(), OptionalLong.empty(), "", "", answer.body().strip(),
            answer.header("Retry-After")),
        OptionalLong.empty());
    boolean clioIsBusy = answer.body().contains("slowDown") || answer.body().contains("tooBusy");
    return clioIsBusy && !(refusal instanceof Refusal.Throttled)
        ? new Refusal.Throttled(Optional.of(CLIO_SWEEP), refusal.said())
        : refusal;
  }

  /// Why there is no connection, from what failed on our side of it.
  Refusal failed(Exception cause) {
    Throwable wrapped = cause instanceof UncheckedIOException ? cause.getCause() : null;
    return switch (wrapped == null ? cause : wrapped) {
      case UnknownHostException _ -> fault("cannot resolve the host name " + endpoint.host());
      case SocketTimeoutException _ -> new Refusal.Timeout(Said.of("cannot connect in time"));
      case SSLException tls -> fault("no TLS connection: " + words(tls));
      case Throwable other -> fault("cannot connect: " + words(other));
    };
  }

  /// Why a connection is no more, from how it was closed.
  ///
  /// @param remote whether the server closed it
  Refusal closed(int code, String reason, boolean remote) {
    if (code == BROKEN_OFF) {
      return fault(reason.contains("pong")
          ? "the connection was lost: the server did not answer a ping"
          : "the connection broke off");
    }
    String words = reason.toLowerCase(Locale.ROOT);
    String text = endpoint.redact(
        (remote ? "the server closed the connection: " : "the connection was closed: ") + code
            + " " + reason)
        .strip();
    if (isBrokenMessage(code, remote)) {
      return new Refusal.BadAnswer(Said.of(code == TOO_BIG
          ? "a message is longer than " + maxMessageBytes + " bytes"
          : text));
    }
    if (code == POLICY && words.contains("threshold exceeded")) {
      return new Refusal.Throttled(Optional.of(DROPPED_PAUSE), Said.of(text));
    }
    if (code == POLICY && (words.contains("too slow") || words.contains("policy error"))) {
      // The governor looks for this word: fewer answers at once help, not fewer a second.
      return new Refusal.Throttled(Optional.empty(),
          Said.of(text + " (too many concurrent answers for how fast they are read)"));
    }
    return code == TRY_AGAIN_LATER
        ? new Refusal.Throttled(Optional.empty(), Said.of(text))
        : fault(text);
  }

  private static boolean isBrokenMessage(int code, boolean remote) {
    return !remote && (code == TOO_BIG || code == NO_UTF8 || code == PROTOCOL_ERROR);
  }

  private static Refusal fault(String text) {
    return new Refusal.ServerFault(Said.of(text));
  }

  private String words(Throwable cause) {
    String message = cause.getMessage();
    return endpoint.redact(message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse(""));
  }
}
