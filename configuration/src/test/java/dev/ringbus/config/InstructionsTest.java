package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.config.file.InstructionEntry;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Shapes;
import dev.ringbus.model.Decision;
import dev.ringbus.wire.InstructionJson;
import dev.ringbus.wire.Json;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionsTest {

  @TempDir private Path folder;

  @Test
  void knowsTheWholeVocabulary() {
    Map<String, Set<String>> known = new HashMap<>();
    for (Class<?> type : InstructionEntry.class.getPermittedSubclasses()) {
      known.put(
          type.getAnnotation(Named.class).value(),
          Set.copyOf(Shapes.keysOf(type.asSubclass(Record.class))));
    }

    assertThat(known).isEqualTo(InstructionJson.vocabulary());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"forward\": {\"to\": \"74959876543\"}}",
        "{\"forward\": {\"to\": [74959876543, \"000*306\"], \"as\": \"extension\", \"record\": true,"
            + " \"ringFor\": 20, \"final\": false, \"earlyMedia\": true}}",
        "{\"play\": {\"file\": \"10sec.mp3\", \"resume\": true, \"background\": true,"
            + " \"digitsInto\": \"code\"}}",
        "{\"play\": {\"text\": \"Здравствуйте\"}}",
        "{\"whisper\": {\"file\": \"op_hint.mp3\"}}",
        "{\"whisper\": {\"text\": \"VIP\"}}",
        "{\"whisper\": {\"none\": true}}",
        "{\"goto\": {\"branch\": 2}}",
        "{\"goto\": {\"branch\": [1, \"auth_ok\"]}}",
        "{\"goto\": {\"context\": 3, \"option\": \"start\", \"priority\": 3}}",
        "{\"goto\": {\"menu\": \"main\"}}",
        "{\"hangup\": {}}",
        "{\"pause\": {\"seconds\": 15}}",
        "{\"set\": {\"name\": \"a\", \"value\": \"\"}}",
        "{\"present\": {\"name\": \"callerName\", \"number\": 92992}}",
        "{\"return\": {}}"
      })
  void readsInstructionsAsTheTopicDoes(String json) {
    assertThat(otherwise("[" + json + "]"))
        .isEqualTo(new Decision(List.of(InstructionJson.read(Json.mapper().readTree(json)))));
  }

  @Test
  void keepsDigitsThatANumberWouldLose() {
    assertThat(otherwise("[{forward: {to: [+79161234567, 0306]}}]"))
        .isEqualTo(otherwise("[{forward: {to: ['+79161234567', '0306']}}]"));
  }

  private Decision otherwise(String instructions) {
    return new Yaml(folder)
        .valid("plans: {p: {otherwise: %s}}".formatted(instructions))
        .configuration()
        .plan("p")
        .orElseThrow()
        .otherwise();
  }
}
