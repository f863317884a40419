package dev.ringbus.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files at the root of the repository are. */
final class Shipped {

  static final Path ROOT = root();
  static final Path EXAMPLE = ROOT.resolve("ringbus.yaml");

  /** A file that the example refers to, from its own folder. */
  static final String SECRET = "deploy/demo/sipsim-signing-secret";

  private Shipped() {}

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
