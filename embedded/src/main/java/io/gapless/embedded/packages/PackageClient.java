package io.gapless.embedded.packages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/// Brings the archive of a package.
interface PackageClient {

  /// The archive, inside `work` or elsewhere on this machine; its digest is not checked yet.
  ///
  /// @param work an empty folder, deleted afterwards
  /// @param progress told about once a second how many bytes are here, 0 where unknown
  Path archive(PackageSource source, Path work, LongConsumer progress)
      throws IOException, InterruptedException;
}
