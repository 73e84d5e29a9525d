package io.gapless.embedded.packages;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Pinned packages, unpacked on this machine: fetched once, verified by digest, then offline.
///
/// ```
/// <cache>/apicurio-registry-app-3.3.3-8bc6751c76d9/…      the unpacked package
/// <cache>/apicurio-registry-app-3.3.3-8bc6751c76d9.lock   held while somebody fetches it
/// <cache>/.fetch-apicurio-registry-app-3.3.3-8bc6751c76d9 a fetch under way, or the rest of one
/// ```
///
/// Safe for several threads and several processes: a package appears whole (by rename) or not at
/// all.
public final class PackageCache {

  /// A file lock belongs to the process; this one keeps its threads apart.
  private static final ReentrantLock ONE_FETCH = new ReentrantLock();

  private final Path folder;
  private final FetchListener listener;
  private final PackageClient client;

  /// A cache in a folder, which is made when needed.
  public PackageCache(Path folder, FetchListener listener) {
    this(folder, listener, new InstalledClients());
  }

  PackageCache(Path folder, FetchListener listener, PackageClient client) {
    this.folder = folder.toAbsolutePath();
    this.listener = listener;
    this.client = client;
  }

  /// The cache of this user: the folder that `GAPLESS_CACHE` names, else `~/.cache/gapless`.
  public static PackageCache ofUser(FetchListener listener) {
    return new PackageCache(userFolder(System.getenv()), listener);
  }

  /// Folder of the packages: `GAPLESS_CACHE` of an environment, else `~/.cache/gapless`.
  public static Path userFolder(Map<String, String> environment) {
    String told = environment.get("GAPLESS_CACHE");
    return told != null && !told.isBlank()
        ? Path.of(told)
        : Path.of(System.getProperty("user.home"), ".cache", "gapless");
  }

  /// The folder that holds what the package's archive holds; fetches it first where it is not here
  /// yet.
  ///
  /// @throws PackageException where it cannot be had, or its digest is not the pinned one
  public Path unpacked(PackageSource source) {
    Path ready = folder.resolve(source.folder());
    if (Files.isDirectory(ready)) {
      return ready;
    }
    ONE_FETCH.lock();
    try {
      Files.createDirectories(folder);
      try (var channel = FileChannel.open(folder.resolve(source.folder() + ".lock"),
          StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock(); // until the channel is closed
        if (!Files.isDirectory(ready)) {
          fetch(source, ready);
        }
      }
      return ready;
    } catch (IOException e) {
      throw new PackageException("cannot store " + source.name() + " " + source.version() + " in "
          + folder + ": " + reason(e) + "; make room there, or name another folder in "
          + "GAPLESS_CACHE", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PackageException("interrupted while fetching " + source.name(), e);
    } finally {
      ONE_FETCH.unlock();
    }
  }

  private void fetch(PackageSource source, Path ready) throws IOException, InterruptedException {
    Path work = folder.resolve(".fetch-" + source.folder());
    delete(work); // what a killed process has left
    Files.createDirectory(work);
    long start = System.nanoTime();
    try {
      listener.fetching(source, Duration.ZERO, 0);
      Path archive = client.archive(source, work,
          bytes -> listener.fetching(source, Duration.ofNanos(System.nanoTime() - start), bytes));
      if (!source.digest().matches(archive)) {
        throw new PackageException(source.name() + " " + source.version() + " has "
            + Digest.of(source.digest().algorithm(), archive) + " where " + source.digest()
            + " is pinned: it was altered, do not use it (" + archive + ")");
      }
      Path unpacked = Files.createDirectory(work.resolve("unpacked"));
      TarGz.unpack(archive, unpacked);
      long bytes = Files.size(archive);
      Files.move(unpacked, ready, StandardCopyOption.ATOMIC_MOVE);
      listener.verified(source, Duration.ofNanos(System.nanoTime() - start), bytes);
    } finally {
      delete(work);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (var paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
