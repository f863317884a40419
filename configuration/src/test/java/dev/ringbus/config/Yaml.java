package dev.ringbus.config;

import dev.ringbus.config.ConfigurationResult.Invalid;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads texts as if they were {@code ringbus.yaml} in a folder. */
record Yaml(Path folder, Map<String, String> environment) {

  static final String KEY = "0123456789abcdef";

  Yaml(Path folder) {
    this(folder, Map.of("KEY", KEY, "WEAK", "short", "PASSWORD", "pw"));
  }

  ConfigurationResult read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8), Configuration.EMPTY);
  }

  ConfigurationResult read(byte[] bytes, Configuration previous) {
    try {
      Path file = Files.write(folder.resolve("ringbus.yaml"), bytes);
      return new ConfigurationReader(FakeDialect.ALL, new FakeExpressions(), environment)
          .read(file, previous);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The faults as they are printed. */
  List<String> faults(String text) {
    return switch (read(text)) {
      case Invalid(var faults) -> faults.stream().map(fault -> fault.in("ringbus.yaml")).toList();
      case Valid _ -> List.of();
    };
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
