package dev.ringbus.dialect.comagic;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.comagic.ComagicOptions.Codes;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Whisper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Understands an answer as the platform would: a 200 with a JSON object of one of the two families,
 * unknown fields ignored, a null or empty field as if it were absent. Where the message to the
 * employee comes in several forms, media wins over text.
 */
final class AnswerReader {

  private final ComagicOptions options;

  AnswerReader(ComagicOptions options) {
    this.options = options;
  }

  Answer read(PbxResponse response) {
    if (response.status() != 200) {
      return new Answer.Malformed("expected status 200, not " + response.status());
    }
    try {
      List<Instruction> instructions = instructions(response);
      return instructions.isEmpty()
          ? new Answer.Nothing()
          : new Answer.Instructed(new Decision(instructions));
    } catch (NotOfThisWire e) {
      return new Answer.Malformed(e.expected);
    } catch (JacksonException _) {
      return new Answer.Malformed("expected a JSON object");
    }
  }

  private List<Instruction> instructions(PbxResponse response) throws NotOfThisWire {
    JsonNode answer = ComagicJson.MAPPER.readTree(response.body().bytes());
    if (answer == null || !answer.isObject()) {
      throw new NotOfThisWire("expected a JSON object");
    }
    List<Instruction> instructions = new ArrayList<>();
    add(instructions, play(answer));
    add(instructions, whisper(answer));
    List<String> phones = phones(answer);
    if (!phones.isEmpty()) {
      instructions.add(ComagicFit.toPhones(phones));
    }
    List<String> codes = codes(answer);
    if (!codes.isEmpty() && !instructions.isEmpty()) {
      throw new NotOfThisWire("expected returned_code alone, or no returned_code");
    }
    if (!codes.isEmpty()) {
      instructions.add(GoTo.branch(codes.toArray(String[]::new)));
    }
    return instructions;
  }

  private static void add(List<Instruction> instructions, @Nullable Instruction instruction) {
    if (instruction != null) {
      instructions.add(instruction);
    }
  }

  private static @Nullable Play play(JsonNode answer) throws NotOfThisWire {
    String file = text(answer, "message_name");
    String text = text(answer, "text");
    if (file != null && text != null) {
      throw new NotOfThisWire("expected message_name or text, not both");
    }
    return file == null && text == null ? null : new Play(file, text, false, false, null);
  }

  private static @Nullable Whisper whisper(JsonNode answer) throws NotOfThisWire {
    JsonNode message = answer.path("operator_message");
    String media = text(answer, "operator_media");
    if (media == null) {
      media =
          message.isObject() ? text(message, "operator_media") : text(answer, "operator_message");
    }
    if (media != null) {
      return Whisper.file(media);
    }
    String text = text(answer, "operator_text");
    if (text == null && message.isObject()) {
      text = text(message, "operator_text");
    }
    return text == null ? null : Whisper.text(text);
  }

  private static List<String> phones(JsonNode answer) throws NotOfThisWire {
    JsonNode phones = answer.path("phones");
    if (!phones.isArray() && !isNothing(phones)) {
      throw new NotOfThisWire("expected phones as an array");
    }
    List<String> numbers = new ArrayList<>();
    for (JsonNode phone : phones) {
      String number = phone.isString() || phone.isIntegralNumber() ? phone.asString() : "";
      number = number.startsWith("+") ? number.substring(1) : number;
      if (!ComagicFit.isPhone(number)) {
        throw new NotOfThisWire("expected phones of 2 to 15 digits");
      }
      numbers.add(number);
    }
    return numbers;
  }

  private List<String> codes(JsonNode answer) throws NotOfThisWire {
    JsonNode returned = answer.path("returned_code");
    if (isNothing(returned)) {
      return List.of();
    }
    if (returned.isString() && options.codes() == Codes.COMMAS) {
      return List.of(returned.stringValue().split(",", -1));
    }
    List<String> codes = new ArrayList<>();
    for (JsonNode code : returned.isArray() ? returned : List.of(returned)) {
      if (!code.isIntegralNumber() && (!code.isString() || code.stringValue().isBlank())) {
        throw new NotOfThisWire("expected returned_code as a code or an array of codes");
      }
      codes.add(code.asString());
    }
    return codes;
  }

  private static @Nullable String text(JsonNode object, String field) throws NotOfThisWire {
    JsonNode value = object.path(field);
    if (isNothing(value)) {
      return null;
    }
    if (!value.isString()) {
      throw new NotOfThisWire("expected " + field + " as a string");
    }
    return value.stringValue();
  }

  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isString() && value.stringValue().isEmpty());
  }

  /** Found while reading; becomes {@link Answer.Malformed}. */
  private static final class NotOfThisWire extends Exception {

    private final String expected;

    NotOfThisWire(String expected) {
      super(expected, null, false, false);
      this.expected = expected;
    }
  }
}
