package io.gapless.embedded.clickhouse.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The engine over one data folder; a process has one engine and one folder, as the library binds
/// the first path it is given.
public final class Engine implements AutoCloseable {
  private final LibChdb library;
  private final Path folder;
  private final EngineConnection keeper;
  private final String version;
  private final String timezone;

  private Engine(LibChdb library, Path folder, EngineConnection keeper) {
    this.library = library;
    this.folder = folder;
    this.keeper = keeper;
    String[] about = keeper.text("SELECT version(), timezone()").strip().split("\t", -1);
    this.version = about[0];
    this.timezone = about[1];
  }

  /// Loads the library and opens the data folder, which is made when needed.
  ///
  /// @throws EngineException the library is not for this machine, or the folder is in use
  public static Engine open(Path libraryFile, Path folder) throws IOException {
    Files.createDirectories(folder);
    LibChdb library = LibChdb.load(libraryFile);
    // The engine ends with its last connection: this one stays open until the end.
    return new Engine(library, folder,
        new EngineConnection(library, SignalHandlers.keptDuring(() -> library.connect(folder))));
  }

  /// A connection with default settings. Opening one takes less than a millisecond, so a request
  /// gets a fresh one and leaves nothing behind for the next.
  public EngineConnection connect() {
    return new EngineConnection(library, library.connect(folder));
  }

  /// The engine's version, e.g. `26.5.1.1`.
  public String version() {
    return version;
  }

  /// The engine's time zone, e.g. `Etc/UTC`.
  public String timezone() {
    return timezone;
  }

  @Override
  public void close() {
    keeper.close();
  }
}
