package dev.ringbus.config;

import static dev.ringbus.testkit.Property.oneOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.config.ConfigurationResult.Invalid;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.config.yaml.Fault;
import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.Configuration;
import dev.ringbus.testkit.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the file holds, it is valid or has faults; nothing is thrown. */
class ConfigurationFuzzTest {

  private static final String[] TOKENS = {
    "~",
    "null",
    "true",
    "0",
    "-1",
    "0x1F",
    "1e999",
    ".inf",
    ".nan",
    "+7",
    "''",
    "\"\\UFFFFFFFF\"",
    "\"\\uD800\"",
    "\"\\x00\"",
    "!!str",
    "!!binary",
    "!x",
    "&a",
    "*a",
    "<<: *a",
    "{}",
    "[]",
    "{",
    "[",
    "}",
    "]",
    ": ",
    "- ",
    "? ",
    "#",
    "|",
    ">-",
    "%YAML 1.2\n---\n",
    "---\n",
    "...\n",
    "\t",
    "\r",
    "\n",
    "\uFEFF",
    "\u0085",
    "\u2028",
    "😀",
    "9".repeat(400),
    "a".repeat(2_000),
    "[".repeat(5_000),
    "9999999999999999d",
    "PT9999999999999999999S",
    "::/0",
    "0.0.0.0/0",
    "Mon-Mon 00:00-24:00",
    "open('",
    "%",
    "\\",
    "'",
    "\"",
    "@",
    "`"
  };

  @TempDir private Path folder;
  private Yaml yaml;

  @BeforeEach
  void reader() {
    yaml = new Yaml(folder);
  }

  @Test
  void takesAnyBytes() {
    Property.holds(
        "any bytes",
        500,
        random -> {
          byte[] bytes = new byte[random.nextInt(200)];
          random.nextBytes(bytes);
          check(bytes);
        });
  }

  @Test
  void takesAnySequenceOfTokens() {
    Property.holds(
        "any tokens",
        500,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(30); i > 0; i--) {
            text.append(oneOf(random, TOKENS)).append(oneOf(random, "", " ", "\n", ": ", ", "));
          }
          check(text.toString().getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void takesAnyMutationOfAFile() {
    Property.holds(
        "mutations of a file",
        700,
        random -> {
          byte[] bytes = Samples.EVERYTHING.getBytes(StandardCharsets.UTF_8);
          for (int i = 1 + random.nextInt(3); i > 0; i--) {
            bytes = mutate(bytes, random);
          }
          check(bytes);
        });
  }

  @Test
  void takesAnyMutationOfTheExampleWithTheDialectsThatThereAre() throws IOException {
    byte[] example = Files.readAllBytes(Shipped.EXAMPLE);
    Path secrets = Files.createDirectories(folder.resolve(Shipped.SECRETS));
    for (String secret : Shipped.SECRET_FILES) {
      Files.copy(Shipped.ROOT.resolve(Shipped.SECRETS).resolve(secret), secrets.resolve(secret));
    }
    yaml = Yaml.ofRealDialects(folder);
    AtomicInteger valid = new AtomicInteger();

    Property.holds(
        "mutations of the example",
        700,
        random -> {
          if (check(mutate(example, random))) {
            valid.incrementAndGet();
          }
        });

    // Some mutations hit a remark or a name.
    assertThat(valid).hasValueBetween(1, 699);
  }

  @Test
  void takesAnyValueOfAnyOptionOfTheDialectsThatThereAre() {
    yaml = Yaml.ofRealDialects(folder);
    Property.holds(
        "any value of any option",
        500,
        random -> {
          DialectProvider dialect = Dialects.all().get(random.nextInt(Dialects.all().size()));
          StringBuilder text =
              new StringBuilder("integrations:\n  a:\n    key: 0123456789abcdef\n");
          text.append("    platform: ").append(dialect.platform()).append('\n');
          for (DialectOption option : dialect.options()) {
            text.append("    %s: %s%n".formatted(option.name(), oneOf(random, TOKENS)));
          }
          check(text.toString().getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void takesAnyValueInAnyPlace() {
    List<String> lines = Samples.EVERYTHING.lines().toList();
    Property.holds(
        "any value in any place",
        700,
        random -> {
          List<String> changed = new ArrayList<>(lines);
          int line = random.nextInt(changed.size());
          String key = changed.get(line).replaceFirst(":.*", ": ");
          changed.set(line, key + oneOf(random, TOKENS));
          check(String.join("\n", changed).getBytes(StandardCharsets.UTF_8));
        });
  }

  private static byte[] mutate(byte[] bytes, RandomGenerator random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(40));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    switch (random.nextInt(4)) {
      case 0 -> {} // removes a piece
      case 1 -> out.writeBytes(oneOf(random, TOKENS).getBytes(StandardCharsets.UTF_8));
      case 2 -> {
        out.write(bytes, from, to - from);
        to = from; // writes a piece twice
      }
      default -> out.write(random.nextInt(256));
    }
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  /** Whether the file is valid. */
  private boolean check(byte[] bytes) {
    return switch (yaml.read(bytes, Configuration.EMPTY)) {
      case Valid _ -> true;
      case Invalid(List<Fault> faults) -> {
        assertThat(faults).isNotEmpty().isSorted();
        assertThat(faults)
            .allSatisfy(fault -> {
              assertThat(fault.message())
                  .isNotBlank()
                  .doesNotContain("\n", "\r", "expected expected");
              assertThat(fault.path()).doesNotContain("\n", "\r");
              assertThat(fault.line()).isNotNegative();
            });
        yield false;
      }
    };
  }
}
