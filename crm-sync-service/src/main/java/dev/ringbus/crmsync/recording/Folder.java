package dev.ringbus.crmsync.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where recordings are between the PBX and the CRM; of this process alone. */
final class Folder {

  private static final Logger log = LoggerFactory.getLogger(Folder.class);

  private static final String PREFIX = "recording-";
  private static final String SUFFIX = ".part";

  private final Path path;

  Folder(Path path) {
    this.path = path;
  }

  /** Makes it, and removes what a killed process left in it. */
  void open() {
    try {
      Files.createDirectories(path);
      try (DirectoryStream<Path> left = Files.newDirectoryStream(path, PREFIX + "*" + SUFFIX)) {
        for (Path file : left) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "ringbus.crm-sync.recordings.dir is a folder that can be written, not " + path, e);
    }
  }

  /** An empty file of a new name, which nobody else may read. */
  Path newFile() throws IOException {
    return Files.createTempFile(path, PREFIX, SUFFIX);
  }

  void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("A recording stays on the disk until the next start: {}", e.toString());
    }
  }
}
