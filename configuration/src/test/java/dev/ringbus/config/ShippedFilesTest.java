package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.config.ConfigurationResult.Invalid;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The example and the schema at the root of the repository. */
class ShippedFilesTest {

  private static final Path ROOT = Shipped.ROOT;
  private static final Path EXAMPLE = Shipped.EXAMPLE;
  private static final Path SCHEMA = ROOT.resolve("ringbus.schema.json");

  /** In the example a setting that one may want stands behind a # without a space. */
  private static final Pattern OFFERED = Pattern.compile("(?m)^( *)#(?=[^ \\n]|  )");

  @Test
  void theSchemaIsWhatTheRecordsGive() throws IOException {
    String schema = ConfigurationSchema.of(Dialects.all());
    Path written = Files.createDirectories(ROOT.resolve("configuration/target"));
    Files.writeString(written.resolve("ringbus.schema.json"), schema);

    assertThat(Files.exists(SCHEMA) ? Files.readString(SCHEMA) : "")
        .as("To write it again: cp configuration/target/ringbus.schema.json ringbus.schema.json")
        .isEqualTo(schema);
  }

  @Test
  void theExampleIsValidAndShowsEveryDialect() throws IOException {
    Valid example = read(EXAMPLE);

    assertThat(example.notices()).isEmpty();
    assertThat(platforms(example))
        .isEqualTo(
            new TreeSet<>(
                Dialects.all().stream().map(dialect -> dialect.platform().value()).toList()));
    assertThat(new SchemaValidation(Files.readString(SCHEMA)).errors(Files.readString(EXAMPLE)))
        .isEmpty();
    assertThat(Files.readString(EXAMPLE))
        .startsWith("# yaml-language-server: $schema=./ringbus.schema.json\n");
  }

  private static Set<String> platforms(Valid valid) {
    Set<String> platforms = new TreeSet<>();
    valid.accounts().forEach(it -> platforms.add(it.integration().platform().value()));
    return platforms;
  }

  @Test
  void theExampleShowsWhatIsUsedMost() {
    Configuration example = read(EXAMPLE).configuration();

    assertThat(
            Stream.of("reception", "voice-menu", "secretary")
                .flatMap(id -> instructions(example.plan(id).orElseThrow()))
                .map(Instruction::name))
        .contains("forward", "play", "whisper", "goto", "hangup", "set");
    assertThat(example.calendar("office")).isPresent();
    assertThat(example.controlApi()).isPresent();
    assertThat(example.plan("secretary").orElseThrow().rules())
        .anyMatch(rule -> rule.action() instanceof Rule.AskCrm);
  }

  @Test
  void theExampleHasAWorkspaceForEveryCall() {
    Valid example = read(EXAMPLE);

    assertThat(example.accounts())
        .allMatch(account -> "demo-kontur".equals(account.integration().crm()));
    assertThat(example.workspaces())
        .singleElement()
        .satisfies(workspace -> {
          assertThat(workspace.inboundKey()).isPresent();
          assertThat(workspace.secrets()).containsOnlyKeys("apiKey");
          assertThat(workspace.crm().settings()).containsKeys("users", "originate");
        });
  }

  private static Stream<Instruction> instructions(Plan plan) {
    return Stream.concat(
        plan.otherwise().instructions().stream(),
        plan.rules().stream()
            .map(Rule::action)
            .flatMap(action ->
                switch (action) {
                  case Rule.Then(var decision) -> decision.instructions().stream();
                  case Rule.AskHttp _, Rule.AskCrm _ -> Stream.empty();
                }));
  }

  @Test
  void whatTheExampleOffersIsValidToo() throws IOException {
    String all = OFFERED.matcher(Files.readString(EXAMPLE)).replaceAll("$1");
    Path file = Files.createTempFile(ROOT.resolve("configuration/target"), "offered", ".yaml");
    Files.writeString(file, all.replace(Shipped.SECRETS, ROOT.resolve(Shipped.SECRETS) + "/"));

    assertThat(read(file).configuration().resources())
        .containsKeys("crm/demo-kontur", "plan/reception", "integration/demo-comagic");
    assertThat(all).contains("\n          password: {env: ", "\n    allowFrom: ");
    assertThat(new SchemaValidation(Files.readString(SCHEMA)).errors(all)).isEmpty();
  }

  private static Valid read(Path file) {
    Map<String, String> environment =
        Map.of(
            "CRM_PASSWORD", "pw",
            "KONTUR_SECRET", "secret-of-kontur",
            "PBX_TOKEN", "token-of-the-pbx");
    return switch (new ConfigurationReader(Dialects.all(), new FakeExpressions(), environment)
        .read(file)) {
      case Valid valid -> valid;
      case Invalid(var faults) -> throw new AssertionError("expected a valid file: " + faults);
    };
  }
}
