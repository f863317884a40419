package dev.ringbus.config;

import dev.ringbus.config.yaml.Faults;
import dev.ringbus.config.yaml.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The text of the file: bounded, in UTF-8, without a byte order mark. */
final class SourceText {

  /** No configuration of people is larger; a file given by mistake may be. */
  static final int LARGEST = 1 << 20;

  private SourceText() {}

  /** The text; empty after a fault was reported. */
  static Optional<String> read(Path file, Faults faults) {
    Optional<String> problem = problem(file);
    if (problem.isPresent()) {
      faults.add(Place.FILE, problem.get());
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        faults.add(Place.FILE, "expected a file of at most 1 MiB, this one is larger");
        return Optional.empty();
      }
      return decode(bytes, faults);
    } catch (IOException _) {
      faults.add(Place.FILE, "expected a file that can be read, reading this one failed");
      return Optional.empty();
    }
  }

  private static Optional<String> problem(Path file) {
    if (!Files.exists(file)) {
      return Optional.of("expected a file, there is none of that name");
    }
    if (Files.isDirectory(file)) {
      return Optional.of("expected a file, this is a directory");
    }
    return Files.isReadable(file)
        ? Optional.empty()
        : Optional.of("expected a file that may be read, this one may not");
  }

  private static Optional<String> decode(byte[] bytes, Faults faults) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int line = 1 + (int) text.chars().filter(character -> character == '\n').count();
      faults.add(new Place(line, ""), "expected UTF-8, found another encoding");
      return Optional.empty();
    }
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }
}
