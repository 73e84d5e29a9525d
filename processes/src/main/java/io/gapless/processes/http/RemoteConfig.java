package io.gapless.processes.http;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/// How steps are sent to user code elsewhere.
///
/// @param uri that steps are posted to
/// @param secret that they are signed with
/// @param stepTimeout of the namespace; whoever is called has nine tenths of it, with all repetitions
/// @param firstPause before a step is sent again that did not get through; each later one is twice as
///     long, up to 5 s
/// @param maxAnswerBytes most bytes of an answer
/// @param maxEvents most events of the history that a step is sent with; the answer of `GET` has the
///     others
public record RemoteConfig(URI uri, Secret secret, Duration stepTimeout, Duration firstPause,
    int maxAnswerBytes, int maxEvents) {

  private static final int MIB = 1024 * 1024;

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public RemoteConfig {
    if (!Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
        || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "the URI of a remote processor does not begin with http://host or https://host");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("the URI of the remote processor at " + uri.getHost()
          + " has a user in it: steps are signed instead");
    }
    if (stepTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("stepTimeout < 1 ms: " + stepTimeout);
    }
    if (firstPause.toMillis() < 1) {
      throw new IllegalArgumentException("firstPause < 1 ms: " + firstPause);
    }
    if (maxAnswerBytes < 1 || maxAnswerBytes == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "maxAnswerBytes is not 1 to 2^31 - 2: " + maxAnswerBytes);
    }
    if (maxEvents < 0) {
      throw new IllegalArgumentException("maxEvents < 0: " + maxEvents);
    }
  }

  /// Pauses from 100 ms on, answers of up to 1 MiB, a thousand events.
  public static RemoteConfig of(URI uri, Secret secret, Duration stepTimeout) {
    return new RemoteConfig(uri, secret, stepTimeout, Duration.ofMillis(100), MIB, 1000);
  }

  /// The same with another bound of answers.
  public RemoteConfig withMaxAnswerBytes(int bytes) {
    return new RemoteConfig(uri, secret, stepTimeout, firstPause, bytes, maxEvents);
  }

  /// The same with another number of events.
  public RemoteConfig withMaxEvents(int events) {
    return new RemoteConfig(uri, secret, stepTimeout, firstPause, maxAnswerBytes, events);
  }

  /// The same with another first pause.
  public RemoteConfig withFirstPause(Duration pause) {
    return new RemoteConfig(uri, secret, stepTimeout, pause, maxAnswerBytes, maxEvents);
  }

  /// What may be shown of the URI: paths and queries are places for keys.
  String host() {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  @Override
  public String toString() {
    return "RemoteConfig[host=" + host() + ", stepTimeout=" + stepTimeout + ", firstPause="
        + firstPause + ", maxAnswerBytes=" + maxAnswerBytes + ", maxEvents=" + maxEvents + "]";
  }
}
