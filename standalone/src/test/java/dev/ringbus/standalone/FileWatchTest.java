package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;

class FileWatchTest {

  @TempDir private Path folder;

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("ringbus.yaml"), "first");
  }

  private void look() {
    try {
      seen.add(Files.readString(file));
    } catch (IOException e) {
      seen.add(e.toString());
    }
  }

  /** As editors do: another file under the same name, here of the same length. */
  @Test
  void seesAFileThatTakesThePlaceOfAnother() throws IOException {
    Disposable watch = FileWatch.from(file).run(this::look);
    Path other = Files.writeString(folder.resolve("other"), "other");

    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

    TestHub.await().until(() -> !seen.isEmpty());
    watch.dispose();
    assertThat(seen).containsExactly("other");
  }

  @Test
  void seesWhatHappenedBeforeItRan() throws IOException {
    FileWatch made = FileWatch.from(file);
    Files.writeString(file, "changed since");

    Disposable watch = made.run(this::look);

    TestHub.await().until(() -> !seen.isEmpty());
    watch.dispose();
    assertThat(seen).containsExactly("changed since");
  }

  /** Only what is there again is a change. */
  @Test
  void waitsForAFileThatIsGone() throws IOException {
    Files.delete(file);
    FileWatch made = FileWatch.from(file);
    Disposable watch = made.run(this::look);

    Files.move(Files.writeString(folder.resolve("back"), "back"), file);

    TestHub.await().until(() -> !seen.isEmpty());
    watch.dispose();
    assertThat(seen).containsExactly("back");
  }
}
