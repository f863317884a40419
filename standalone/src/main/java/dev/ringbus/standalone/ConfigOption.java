package dev.ringbus.standalone;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config}, where the example is used if nothing is named. */
final class ConfigOption {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (default: the example ringbus.yaml beside this program).")
  private @Nullable Path path;

  ConfigurationFile file() {
    return new ConfigurationFile(path == null ? shipped() : path);
  }

  /** The example, in the folder that the launcher names. */
  private static Path shipped() {
    String home = System.getenv("RINGBUS_HOME");
    Path example = Path.of(home == null ? "" : home, "ringbus.yaml").toAbsolutePath();
    Path here = Path.of("").toAbsolutePath();
    return example.startsWith(here) ? here.relativize(example) : example;
  }
}
