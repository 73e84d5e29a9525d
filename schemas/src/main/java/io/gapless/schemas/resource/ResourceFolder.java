package io.gapless.schemas.resource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// A folder on the class path, whether it lies in a jar or not.
public final class ResourceFolder {

  private ResourceFolder() {}

  /// What is done with the folder, which is there only meanwhile.
  @FunctionalInterface
  public interface Use<T> {
    /// Reads what is in it.
    T of(Path folder) throws IOException;
  }

  /// Uses a folder.
  ///
  /// @param owner whose jar it is in
  /// @param path with a `/` before it
  public static <T> T read(Class<?> owner, String path, Use<T> use) {
    try {
      var folder = Objects.requireNonNull(owner.getResource(path), path).toURI();
      if (!folder.getScheme().equals("jar")) {
        return use.of(Path.of(folder));
      }
      var text = folder.toString();
      var jar = Path.of(URI.create(text.substring("jar:".length(), text.indexOf("!/"))));
      // a file system of one's own: the one that is found by its URI may be closed by others
      try (var files = FileSystems.newFileSystem(jar, Map.of())) {
        return use.of(files.getPath(path));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " of this build cannot be read", e);
    }
  }
}
