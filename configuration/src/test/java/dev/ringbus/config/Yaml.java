package dev.ringbus.config;

import dev.ringbus.config.ConfigurationResult.Invalid;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads texts as if they were {@code ringbus.yaml} in a folder. */
final class Yaml {

  private final Path folder;
  private final ConfigurationReader reader;

  Yaml(Path folder) {
    this(folder, Map.of("KEY", "0123456789abcdef", "WEAK", "short", "PASSWORD", "pw"));
  }

  Yaml(Path folder, Map<String, String> environment) {
    this(folder, FakeDialect.ALL, environment);
  }

  private Yaml(Path folder, List<DialectProvider> dialects, Map<String, String> environment) {
    this.folder = folder;
    this.reader = new ConfigurationReader(dialects, new FakeExpressions(), environment);
  }

  /** Reads with the dialects that there are. */
  static Yaml ofRealDialects(Path folder) {
    return new Yaml(folder, Dialects.all(), Map.of());
  }

  ConfigurationResult read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8), Configuration.EMPTY);
  }

  ConfigurationResult read(byte[] bytes, Configuration previous) {
    try {
      Path file = Files.write(folder.resolve("ringbus.yaml"), bytes);
      return reader.read(file, previous);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The faults as they are printed. */
  List<String> faults(String text) {
    return faults(text.getBytes(StandardCharsets.UTF_8));
  }

  List<String> faults(byte[] bytes) {
    return switch (read(bytes, Configuration.EMPTY)) {
      case Invalid(var faults) -> faults.stream().map(fault -> fault.in("ringbus.yaml")).toList();
      case Valid _ -> List.of();
    };
  }

  /** The faults of one integration, without the file's name. */
  List<String> integrationFaults(String fields) {
    return shortened(faults("integrations: {a: {%s}}".formatted(fields)), "integrations.a");
  }

  /** The faults of one plan, without the file's name. */
  List<String> planFaults(String fields) {
    return shortened(faults("plans: {p: {%s}}".formatted(fields)), "plans.p");
  }

  private static List<String> shortened(List<String> faults, String path) {
    return faults.stream()
        .map(fault -> fault.replaceFirst("ringbus.yaml:1: " + path + "[.:] ?", ""))
        .toList();
  }

  Valid valid(String text) {
    return valid(text, Configuration.EMPTY);
  }

  Valid valid(String text, Configuration previous) {
    return switch (read(text.getBytes(StandardCharsets.UTF_8), previous)) {
      case Invalid(var faults) -> throw new AssertionError("expected a valid file: " + faults);
      case Valid valid -> valid;
    };
  }
}
