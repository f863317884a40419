package dev.ringbus.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds what {@link SecretRef}s refer to, in an environment and in files. */
public final class SecretSource {

  private final Map<String, String> environment;
  private final Path folder;

  /**
   * @param folder where relative paths start
   */
  public SecretSource(Map<String, String> environment, Path folder) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
  }

  /**
   * The secret as it is now: a file is read each time, so that a mounted secret can be renewed.
   * Empty if there is no such variable or readable file, or nothing in it.
   */
  public Optional<Secret> find(SecretRef ref) {
    Optional<String> text =
        switch (ref) {
          case SecretRef.Env(String name) -> Optional.ofNullable(environment.get(name));
          case SecretRef.File(String path) -> read(path);
        };
    return text.filter(value -> !value.isEmpty()).map(Secret::new);
  }

  private Optional<String> read(String path) {
    try {
      return Optional.of(Files.readString(folder.resolve(path)).stripTrailing());
    } catch (IOException | InvalidPathException _) {
      return Optional.empty();
    }
  }
}
