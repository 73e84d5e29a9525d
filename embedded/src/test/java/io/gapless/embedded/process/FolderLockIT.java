package io.gapless.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockIT {

  @TempDir
  Path folder;

  @Test
  void namesFolderAndOwner() {
    FolderLock lock = FolderLock.take(folder, Duration.ZERO);
    try (lock) {
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> FolderLock.take(folder, Duration.ZERO))
          .withMessage(folder + " is in use by process " + ProcessHandle.current().pid()
              + ": stop that one, or choose another folder with --data");
    }
  }

  @Test
  void isFreeAfterItsOwner() {
    FolderLock.take(folder, Duration.ZERO).close();

    FolderLock.take(folder, Duration.ZERO).close();
  }

  @Test
  void takesALockFileThatNobodyHolds() throws Exception {
    Files.writeString(folder.resolve("lock"), "4711\n");

    FolderLock.take(folder, Duration.ZERO).close();

    assertThat(folder.resolve("lock")).hasContent("" + ProcessHandle.current().pid());
  }
}
