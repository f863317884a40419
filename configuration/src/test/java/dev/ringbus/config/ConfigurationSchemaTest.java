package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.wire.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ConfigurationSchemaTest {

  private static final String SCHEMA = ConfigurationSchema.of(FakeDialect.ALL);

  /** No key that there is resembles it. */
  private static final String STRANGE = "zzzzzzzzzzzz";

  private static final Pattern KNOWN = Pattern.compile(STRANGE + ": unknown key; known are (.*)$");

  @TempDir private Path folder;

  @Test
  void isAJsonSchema() {
    assertThat(SchemaValidation.errorsOf(SCHEMA)).isEmpty();
  }

  @Test
  void takesEverythingThatTheReaderTakes() {
    assertThat(new SchemaValidation(SCHEMA).errors(Samples.EVERYTHING)).isEmpty();
    assertThat(new Yaml(folder).faults(Samples.EVERYTHING)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "polans: {}",
        "plans: {P: {}}",
        "plans: {p: {deadline: 3}}",
        "plans: {p: {midCall: [{name: a}]}}",
        "plans: {p: {otherwise: [hangup]}}",
        "plans: {p: {otherwise: [{hangup: {}, return: {}}]}}",
        "plans: {p: {otherwise: [{play: {file: a, text: b}}]}}",
        "plans: {p: {otherwise: [{goto: {context: 3}}]}}",
        "plans: {p: {otherwise: [{whisper: {none: false}}]}}",
        "plans: {p: {otherwise: [{forward: {to: []}}]}}",
        "plans: {p: {otherwise: [{forward: {to: a, ringFor: 0}}]}}",
        "plans: {p: {rules: [{name: a}]}}",
        "plans: {p: {rules: [{name: a, then: [{hangup: {}}], within: 1s}]}}",
        "plans: {p: {rules: [{name: a, ask: {crm: x}}]}}",
        "plans: {p: {rules: [{name: a, ask: {crm: x, dialect: mts}, within: 1s}]}}",
        "plans: {p: {rules: [{name: a, ask: {http: \"http://x/\"}, within: 1s}]}}",
        "plans: {p: {rules: [{name: a, ask: {http: \"http://x/\", dialect: sipsim}, within: 1s}]}}",
        "integrations: {a: {key: 0123456789abcdef}}",
        "integrations: {a: {platform: amo, key: 0123456789abcdef}}",
        "integrations: {a: {platform: comagic, key: 0123456789abcde}}",
        "integrations: {a: {platform: comagic, key: {env: A, file: b}}}",
        "integrations: {a: {platform: comagic, key: 0123456789abcdef, profile: telphin}}",
        "integrations: {a: {platform: callinteractive, key: 0123456789abcdef, profile: x}}",
        "integrations: {a: {platform: sipsim, signingSecret: literal}}",
        "integrations: {a: {platform: comagic, key: 0123456789abcdef, allowFrom: [10.0.0.1]}}",
        "calendars: {c: {}}",
        "calendars: {c: {open: [\"Mon 9-18\"]}}",
        "calendars: {c: {open: [\"Mon 09:00-18:00\"], closed: [31.12.2026]}}",
        "crms: {c: {type: kontur, baseUrl: \"https://x/\"}}",
        "crms: {c: {type: callevent, baseUrl: \"https://x/\", apiKey: {env: KEY}}}",
        "crms: {c: {type: kontur, baseUrl: \"https://x/\", apiKey: {env: KEY}, inboundKey: short}}",
        "crms: {c: {type: kontur, baseUrl: \"https://x/\", apiKey: {env: KEY}, concurrency: 0}}",
        "crms: {c: {type: kontur, baseUrl: \"https://x/\", apiKey: {env: KEY}, settleBy: x}}",
        "control: {token: short}"
      })
  void refusesFormsThatTheReaderRefuses(String yaml) {
    assertThat(new Yaml(folder).faults(yaml)).isNotEmpty();
    assertThat(new SchemaValidation(SCHEMA).errors(yaml)).isNotEmpty();
  }

  @Test
  void knowsExactlyTheKeysThatTheReaderKnows() {
    Map<String, String> files = new TreeMap<>();
    files.put("", "%s");
    files.put("integration", "integrations: {a: {%s}}");
    files.put("plan", "plans: {a: {%s}}");
    files.put("rule", "plans: {a: {rules: [{%s}]}}");
    files.put("ask", "plans: {a: {rules: [{ask: {%s}}]}}");
    files.put("calendar", "calendars: {a: {%s}}");
    files.put("callevent", "crms: {a: {type: callevent, %s}}");
    files.put("kontur", "crms: {a: {type: kontur, %s}}");
    files.put("konturSecret", "crms: {a: {type: kontur, secret: {%s}}}");
    files.put("originate", "crms: {a: {type: kontur, originate: {%s}}}");
    files.put("originateRequest", "crms: {a: {type: kontur, originate: {http: {%s}}}}");
    files.put("secret", "integrations: {a: {key: {%s}}}");
    files.put("control", "control: {%s}");
    files.put("instruction", "plans: {a: {otherwise: [{%s}]}}");
    JsonNode schema = Json.mapper().readTree(SCHEMA);
    schema
        .at("/$defs/instruction/properties")
        .propertyNames()
        .forEach(name -> files.put(name, "plans: {a: {otherwise: [{" + name + ": {%s}}]}}"));

    Map<String, Set<String>> known = new TreeMap<>();
    files.forEach((part, file) -> known.put(part, keysOfTheReader(file)));

    assertThat(keysOfTheSchema(schema)).isEqualTo(known);
  }

  private static Map<String, Set<String>> keysOfTheSchema(JsonNode schema) {
    Map<String, Set<String>> keys = new TreeMap<>();
    keys.put("", new TreeSet<>(schema.get("properties").propertyNames()));
    schema
        .get("$defs")
        .properties()
        .forEach(part ->
            keys.put(
                part.getKey(), new TreeSet<>(part.getValue().get("properties").propertyNames())));
    return keys;
  }

  /** The reader names its keys to who writes one that it does not know. */
  private Set<String> keysOfTheReader(String file) {
    for (String fault : new Yaml(folder).faults(file.formatted(STRANGE + ": 1"))) {
      Matcher matcher = KNOWN.matcher(fault);
      if (matcher.find()) {
        return new TreeSet<>(Set.of(matcher.group(1).split(", ")));
      }
    }
    return Set.of();
  }
}
