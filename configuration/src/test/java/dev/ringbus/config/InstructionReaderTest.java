package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.config.InstructionReader.Result.Invalid;
import dev.ringbus.config.InstructionReader.Result.Valid;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.Instruction.Whisper;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstructionReaderTest {

  private final InstructionReader reader = new InstructionReader();

  private Instruction valid(String json) {
    if (reader.read(json.getBytes(StandardCharsets.UTF_8)) instanceof Valid(Instruction read)) {
      return read;
    }
    throw new AssertionError(faults(json));
  }

  private String faults(String json) {
    if (reader.read(json.getBytes(StandardCharsets.UTF_8)) instanceof Invalid(var faults)) {
      return faults.stream().map(fault -> fault.in("body")).collect(Collectors.joining("; "));
    }
    throw new AssertionError("it is valid: " + json);
  }

  @Test
  void readsWhatOurOwnJsonWrites() {
    List<Instruction> all =
        List.of(
            Forward.toNumbers("+74951234567", "306"),
            new Forward(List.of("306"), Destination.EXTENSION, true, 20, false, true),
            Play.file("wait.mp3"),
            new Play(null, "минуту 😀", true, true, "choice"),
            Whisper.nothing(),
            GoTo.branch("2", "03"),
            GoTo.menu("7"),
            new Hangup(),
            new Instruction.Pause(0),
            new Instruction.SetVariable("vip", ""),
            new Instruction.Present("Acme", "0306"),
            new Return());

    for (Instruction instruction : all) {
      assertThat(valid(new String(Json.write(instruction), StandardCharsets.UTF_8)))
          .isEqualTo(instruction);
    }
  }

  @Test
  void takesOneDestinationWithoutAListAndANumberForItsDigits() {
    assertThat(valid("{\"forward\":{\"to\":306,\"as\":\"extension\"}}"))
        .isEqualTo(new Forward(List.of("306"), Destination.EXTENSION, false, null, true, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"forwards":{}}                        | body: forwards: unknown key; did you mean forward?
          {"forward":{"to":[]}}                  | body: forward.to: expected at least one element, found an empty list
          {"forward":{"to":["1",{}],"sa":"pbx"}} | body: forward.sa: unknown key; known are as, earlyMedia, final, record, ringFor, to; body: forward.to[1]: expected a text, found a map
          {"forward":{"to":"1","ringFor":0}}     | body: forward.ringFor: expected 1 to 3600, found the number 0
          {"hangup":null}                        | body: hangup: expected {}, found nothing
          {"hangup":{"now":true}}                | body: hangup.now: unknown key, expected {}
          {"hangup":{},"return":{}}              | body: expected an instruction, a map of one key such as {hangup: {}}, found hangup and return in one map
          {}                                     | body: expected an instruction, a map of one key such as {hangup: {}}, found an empty map
          []                                     | body: expected an instruction, a map of one key such as {hangup: {}}, found a list
          {"hangup":{},"hangup":{}}              | body: expected one value in JSON with each key once, it is not at line 1, column 22
          {"hangup":{}} {}                       | body: expected one value in JSON with each key once, it is not at line 1, column 15
          {"hangup":                             | body: expected one value in JSON with each key once, it is not at line 1, column 11
          hangup: {}                             | body: expected one value in JSON with each key once, it is not at line 1, column 1
          ``                                     | body: expected a value in JSON, found nothing
          """)
  void saysWhereWhatWasExpected(String json, String faults) {
    assertThat(faults(json)).isEqualTo(faults);
  }

  @Test
  void refusesNestingWithoutEnd() {
    assertThat(faults("[".repeat(100_000))).startsWith("body: expected one value in JSON with");
  }

  @Test
  void describesEveryInstruction() {
    assertThat(reader.schema())
        .containsKeys(InstructionReader.ROOT, "forward", "play", "whisper", "goto", "hangup")
        .containsKeys("pause", "set", "present", "return");
  }
}
