package io.gapless.embedded;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A stack that runs on a data folder, as its file `stack.json` tells other processes. Holds no
/// secret.
///
/// @param pid process that owns the stack
/// @param startedMillis when that process started, to tell it from a later one with its pid
/// @param owner program of that process, without its arguments, which may hold keys
/// @param urls where the services answer: Kafka as `host:port`, the others as URLs without a path
@JsonIgnoreProperties(ignoreUnknown = true)
public record StackState(long pid, long startedMillis, String owner, Map<Service, String> urls) {

  private static final String FILE = "stack.json";
  /// The system rounds, and may have set its clock since.
  private static final long SAME_START_MILLIS = 5_000;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /// Copies the map.
  public StackState { urls = Map.copyOf(urls); }

  /// Where a service answers, if it is part of this stack.
  public Optional<String> url(Service service) {
    return Optional.ofNullable(urls.get(service));
  }

  static StackState ofThisProcess(Map<Service, String> urls) {
    ProcessHandle self = ProcessHandle.current();
    return new StackState(self.pid(), startMillis(self), self.info().command().orElse("java"),
        urls);
  }

  /// The stack on this folder whose process is alive.
  static Optional<StackState> live(Path data) throws IOException {
    try {
      var state = JSON.readValue(Files.readAllBytes(data.resolve(FILE)), StackState.class);
      return ProcessHandle.of(state.pid()).filter(ProcessHandle::isAlive)
          .filter(owner -> Math.abs(startMillis(owner) - state.startedMillis()) < SAME_START_MILLIS)
          .map(owner -> state);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void write(Path data) throws IOException {
    Path temporary = data.resolve(FILE + ".new");
    Files.write(temporary, JSON.writeValueAsBytes(this));
    Files.move(temporary, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  static void remove(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(FILE));
  }

  private static long startMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
