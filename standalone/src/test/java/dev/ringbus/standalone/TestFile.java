package dev.ringbus.standalone;

import dev.ringbus.config.Account;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A copy of the test configuration {@code hub/ringbus.yaml}, with the secret beside it. */
final class TestFile {

  private static final String NAME = "ringbus.yaml";
  private static final String SECRET = "sipsim-signing-secret";

  private final Path folder;

  private TestFile(Path folder) {
    this.folder = folder;
  }

  static TestFile in(Path folder) {
    TestFile file = new TestFile(folder);
    try (InputStream secret = resource(SECRET)) {
      Files.createDirectories(folder);
      Files.write(folder.resolve(SECRET), secret.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file.write(original());
    return file;
  }

  /** The text of the test configuration. */
  static String original() {
    try (InputStream text = resource(NAME)) {
      return new String(text.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    InputStream found = TestFile.class.getResourceAsStream("/hub/" + name);
    if (found == null) {
      throw new IllegalStateException("no test resource hub/" + name);
    }
    return found;
  }

  void write(String text) {
    try {
      Files.writeString(path(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return folder.resolve(NAME);
  }

  ConfigurationFile file() {
    return new ConfigurationFile(path());
  }

  /** What it says now, without a fault. */
  Valid valid() {
    return (Valid) file().read(Configuration.EMPTY);
  }

  /** Its accounts as the simulator takes them. */
  List<dev.ringbus.simulator.Account> simulated() {
    return valid().accounts().stream().map(TestFile::simulated).toList();
  }

  private static dev.ringbus.simulator.Account simulated(Account account) {
    return new dev.ringbus.simulator.Account(
        account.integration(), account.key().orElse(null), account.secrets());
  }
}
