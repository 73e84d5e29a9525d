package io.gapless.gates.check;

import io.gapless.gates.check.Gate.Stage;
import io.gapless.schemas.resource.ResourceFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Gates as files: `<name>.sql` begins with a comment that says why; a comment `stage: profits` says
/// that it needs profits. A new file is a new gate.
public final class GateFiles {

  private static final String FOLDER = "/io/gapless/gates/gates";
  private static final String STAGE = "-- stage: ";

  private GateFiles() {}

  /// The gates that come with Gapless, and those of a folder, which win where names are the same.
  ///
  /// @param own a user's gates
  /// @throws IllegalArgumentException where a file is no gate
  public static List<Gate> load(Optional<Path> own) {
    var gates =
        new TreeMap<>(ResourceFolder.read(GateFiles.class, FOLDER, GateFiles::read));
    if (own.isPresent()) {
      if (!Files.isDirectory(own.get())) {
        throw new IllegalArgumentException(own.get() + " is no folder");
      }
      try {
        gates.putAll(read(own.get()));
      } catch (IOException e) {
        throw new UncheckedIOException(own.get() + " cannot be read", e);
      }
    }
    return List.copyOf(gates.values());
  }

  private static Map<String, Gate> read(Path folder) throws IOException {
    var gates = new HashMap<String, Gate>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(path -> path.toString().endsWith(".sql")).sorted().toList()) {
        var name = file.getFileName().toString().replaceFirst("\\.sql$", "");
        gates.put(name, parse(name, Files.readString(file)));
      }
    }
    return gates;
  }

  static Gate parse(String name, String text) {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          name + ".sql: a gate's name is of lower case letters, digits and _");
    }
    var comments = text.lines().takeWhile(line -> line.startsWith("--")).toList();
    var why = comments.stream().filter(line -> !line.startsWith(STAGE)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            name + ".sql does not begin with a comment that says why"));
    var stage = comments.stream().filter(line -> line.startsWith(STAGE))
        .map(line -> stage(name, line.substring(STAGE.length()).strip()))
        .findFirst().orElse(Stage.FLOWS);
    return new Gate(name, why.substring(2).strip(), stage, text);
  }

  private static Stage stage(String name, String text) {
    return switch (text) {
      case "flows" -> Stage.FLOWS;
      case "profits" -> Stage.PROFITS;
      default -> throw new IllegalArgumentException(
          name + ".sql: '" + text + "' is none of the stages flows, profits");
    };
  }
}
