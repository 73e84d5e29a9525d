package io.gapless.embedded.packages;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Unpacks `.tar.gz`, and refuses archives that would write anywhere else.
final class TarGz {

  private TarGz() {}

  /// Unpacks into a folder that exists. Keeps the executable bits; a link, a device, or a name
  /// that leaves the folder is an error.
  static void unpack(Path archive, Path folder) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(archive));
        var tar = new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16), "UTF-8")) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null;) {
        Path target = inside(folder, entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isFile() && !entry.isSymbolicLink() && !entry.isLink()) {
          Files.createDirectories(parent(target));
          Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
          if ((entry.getMode() & 0b001_001_001) != 0 && !target.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + target);
          }
        } else {
          throw new IOException("archive holds something that is neither file nor folder: "
              + entry.getName());
        }
      }
    }
  }

  private static Path inside(Path folder, String name) throws IOException {
    Path target = folder.resolve(name).normalize();
    if (name.startsWith("/") || !target.startsWith(folder.normalize())) {
      throw new IOException("archive holds a name outside its folder: " + name);
    }
    return target;
  }

  private static Path parent(Path target) {
    Path parent = target.getParent();
    return parent == null ? target : parent;
  }
}
