package dev.ringbus.dialect.comagic;

import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.comagic.ComagicOptions.Code;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Whisper;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a decision as the JSON object that answers a node, its fields in the seed's order. */
final class AnswerWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The vendor numbers codes from 1; one too long to count anything is a name. */
  private static final Pattern NUMERIC_CODE = Pattern.compile("[1-9][0-9]{0,17}");

  private final ComagicOptions options;

  AnswerWriter(ComagicOptions options) {
    this.options = options;
  }

  /** The answer of a decision that {@link ComagicFit} leaves as it is. */
  PbxResponse write(int status, Decision fitting) {
    ObjectNode answer = NODES.objectNode();
    Optional<Play> play = find(fitting, Play.class);
    play.map(Play::text).ifPresent(text -> answer.put("text", text));
    find(fitting, Forward.class).map(Forward::to).ifPresent(to -> phones(answer, to));
    play.map(Play::file).ifPresent(file -> answer.put("message_name", file));
    find(fitting, Whisper.class).ifPresent(whisper -> whisper(answer, whisper));
    find(fitting, GoTo.class)
        .ifPresent(jump -> answer.set("returned_code", codes(jump.branches())));
    return PbxResponse.of(
        status, options.contentType().wireName(), ComagicJson.MAPPER.writeValueAsString(answer));
  }

  private static <I extends Instruction> Optional<I> find(Decision decision, Class<I> kind) {
    return decision.instructions().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static void phones(ObjectNode answer, List<String> to) {
    ArrayNode phones = answer.putArray("phones");
    to.forEach(phones::add);
  }

  private void whisper(ObjectNode answer, Whisper whisper) {
    switch (options.whisper()) {
      case STRING -> {
        if (whisper.file() != null) {
          answer.put("operator_message", whisper.file());
        } else {
          answer.put("operator_text", whisper.text());
        }
      }
      case SEPARATE -> mediaOrText(answer, whisper);
      case NESTED -> mediaOrText(answer.putObject("operator_message"), whisper);
    }
  }

  private static void mediaOrText(ObjectNode object, Whisper whisper) {
    if (whisper.file() != null) {
      object.put("operator_media", whisper.file());
    } else {
      object.put("operator_text", whisper.text());
    }
  }

  private JsonNode codes(List<String> codes) {
    return switch (options.codes()) {
      case ARRAY -> codes.size() == 1 ? code(codes.getFirst()) : array(codes);
      case ALWAYS_ARRAY -> array(codes);
      case COMMAS ->
          codes.size() == 1 ? code(codes.getFirst()) : NODES.stringNode(String.join(",", codes));
    };
  }

  private ArrayNode array(List<String> codes) {
    ArrayNode array = NODES.arrayNode();
    codes.forEach(code -> array.add(code(code)));
    return array;
  }

  private JsonNode code(String code) {
    return options.code() == Code.AUTO && NUMERIC_CODE.matcher(code).matches()
        ? NODES.numberNode(Long.parseLong(code))
        : NODES.stringNode(code);
  }
}
