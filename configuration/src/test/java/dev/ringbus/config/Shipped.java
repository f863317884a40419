package dev.ringbus.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the files at the root of the repository are. */
final class Shipped {

  static final Path ROOT = root();
  static final Path EXAMPLE = ROOT.resolve("ringbus.yaml");

  /** Where the files are that the example refers to, from its own folder. */
  static final String SECRETS = "deploy/demo/";

  static final List<String> SECRET_FILES = List.of("kontur-api-key", "sipsim-signing-secret");

  private Shipped() {}

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
