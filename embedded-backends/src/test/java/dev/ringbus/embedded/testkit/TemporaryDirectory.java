package dev.ringbus.embedded.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Directories for what lives as long as the test JVM: below {@code target}, which a clean takes.
 */
final class TemporaryDirectory {

  private TemporaryDirectory() {}

  static Path create(String purpose) {
    try {
      Path target = Files.createDirectories(Path.of("target"));
      return Files.createTempDirectory(target.toAbsolutePath(), purpose + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
