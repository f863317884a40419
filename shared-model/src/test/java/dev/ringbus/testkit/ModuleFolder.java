package dev.ringbus.testkit;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds a module's folder from a class that Maven or an editor compiled in it. */
final class ModuleFolder {

  private ModuleFolder() {}

  static Path of(Class<?> test) {
    Path folder = classes(test);
    while (folder != null && !Files.exists(folder.resolve("pom.xml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("expected a pom.xml above " + classes(test));
    }
    return folder;
  }

  private static Path classes(Class<?> test) {
    try {
      return Path.of(test.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
