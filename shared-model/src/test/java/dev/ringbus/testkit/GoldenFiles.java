package dev.ringbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files under {@code src/test/resources/golden/FOLDER} that hold what goes over a wire, compared to
 * the byte. {@code -Dringbus.golden=rewrite} writes what came instead of comparing: look at the
 * difference before committing it.
 */
public final class GoldenFiles {

  /** When every golden request was received, since the files do not say. */
  public static final Instant RECEIVED_AT = Instant.parse("2026-11-20T12:00:00Z");

  private static final boolean REWRITE = "rewrite".equals(System.getProperty("ringbus.golden"));

  private final Path folder;

  private GoldenFiles(Path folder) {
    this.folder = folder;
  }

  /** The golden files of that folder in the module that {@code test} is in. */
  public static GoldenFiles of(Class<?> test, String folder) {
    return new GoldenFiles(
        ModuleFolder.of(test).resolve("src/test/resources/golden").resolve(folder));
  }

  /** The names of the cases that have a file of that ending, in alphabetical order. */
  public List<String> cases(String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("expected golden files in " + folder, e);
    }
  }

  /** Whether there is such a file. */
  public boolean has(String file) {
    return Files.exists(folder.resolve(file));
  }

  /** The request in that file, received at {@link #RECEIVED_AT}. */
  public PbxRequest request(String file) {
    return HttpText.readRequest(bytes(file), RECEIVED_AT);
  }

  /** The response in that file. */
  public PbxResponse response(String file) {
    return HttpText.readResponse(bytes(file));
  }

  /** The bytes of that file. */
  public byte[] bytes(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("expected a golden file " + folder.resolve(file), e);
    }
  }

  /** Compares method, path, query, headers and body with that file. */
  public void assertRequest(String file, PbxRequest actual) {
    assertBytes(file, HttpText.write(actual));
  }

  /** Compares status, headers and body with that file. */
  public void assertResponse(String file, PbxResponse actual) {
    assertBytes(file, HttpText.write(actual));
  }

  /** Compares text with that file, whose last line feed is its own. */
  public void assertText(String file, String actual) {
    assertBytes(file, (actual + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void assertBytes(String file, byte[] actual) {
    if (REWRITE) {
      write(file, actual);
    }
    byte[] expected = has(file) ? bytes(file) : new byte[0];
    assertThat(new String(actual, StandardCharsets.UTF_8))
        .as("%s (-Dringbus.golden=rewrite writes it)", folder.resolve(file))
        .isEqualTo(new String(expected, StandardCharsets.UTF_8));
    assertThat(actual).as("bytes of %s", file).isEqualTo(expected);
  }

  private void write(String file, byte[] bytes) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(file), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
