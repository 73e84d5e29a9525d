package io.gapless.embedded.packages;

import java.time.Duration;
import java.util.function.Consumer;

/// Told what happens while a package is fetched; called from the fetching thread and never when
/// the package is in the cache already.
public interface FetchListener {

  /// Hears nothing.
  FetchListener SILENT = new FetchListener() {
    @Override
    public void fetching(PackageSource source, Duration elapsed, long bytes) {}

    @Override
    public void verified(PackageSource source, Duration elapsed, long bytes) {}
  };

  /// The fetch is under way; comes at its start and about once a second.
  ///
  /// @param bytes how much has arrived, 0 where the client does not show it
  void fetching(PackageSource source, Duration elapsed, long bytes);

  /// The package is here, its digest is right, and it is unpacked.
  ///
  /// @param bytes size of the archive
  void verified(PackageSource source, Duration elapsed, long bytes);

  /// The lines that a person reads, one every few seconds, e.g.
  /// `fetching @foundry-rs/anvil-linux-amd64 1.7.1 … 5 s, 12 MB`.
  static FetchListener lines(Consumer<String> out) {
    return new FetchLines(out);
  }
}
