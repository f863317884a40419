package dev.ringbus.simulator.callevent;

import dev.ringbus.wire.Json;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads {@code CRMData} to the letter, and notes what is not as the seed has it. */
final class CrmDataReader {

  private static final List<String> TEXTS =
      List.of("AN", "UN", "DN1", "DN2", "EXT1", "EXT2", "DTMF", "Generic", "Result");

  private static final Set<String> NAMES = names();

  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+-]\\d\\d:\\d\\d");

  private static final int LAST_EVENT_TYPE = 18;
  private static final int LAST_SERVICE_TYPE = 4;

  private final JsonNode object;
  private final List<String> faults = new ArrayList<>();

  private CrmDataReader(JsonNode object) {
    this.object = object;
  }

  /**
   * What was read.
   *
   * @param data absent if there is no telling which call is meant
   * @param faults each says what was expected and what came
   */
  record Read(Optional<CrmData> data, List<String> faults) {}

  /** A report. */
  static Read report(byte[] body) {
    return object(body)
        .map(object -> new CrmDataReader(object).report())
        .orElseGet(CrmDataReader::noObject);
  }

  /** An activation test: nothing but the number that was set up. */
  static Read test(byte[] body) {
    return object(body)
        .map(object -> new CrmDataReader(object).test())
        .orElseGet(CrmDataReader::noObject);
  }

  private static Optional<JsonNode> object(byte[] body) {
    try {
      return Optional.of(Json.mapper().readTree(body)).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Read noObject() {
    return new Read(Optional.empty(), List.of("expected a JSON object, got something else"));
  }

  private Read report() {
    checkNames();
    long call = number("CallID", Long.MIN_VALUE, Long.MAX_VALUE);
    CrmData data =
        new CrmData(
            call,
            time(),
            text("AN"),
            text("UN"),
            text("DN1"),
            text("DN2"),
            text("EXT1"),
            text("EXT2"),
            text("DTMF"),
            text("Generic"),
            text("Result"),
            (int) number("EventType", 1, LAST_EVENT_TYPE),
            (int) number("ServiceType", 1, LAST_SERVICE_TYPE));
    if (call == 0) {
      expect("CallID", "the number of a call");
      return new Read(Optional.empty(), List.copyOf(faults));
    }
    if (data.eventType() == CrmData.TRANSFER || data.eventType() == CrmData.SHORT_TRANSFER) {
      expectResult(data, "\\d{3,4}", "the result of forwarding");
    }
    if (data.isEnd()) {
      expectResult(data, "[0-4]", "0 to 4");
    }
    return new Read(Optional.of(data), List.copyOf(faults));
  }

  private Read test() {
    checkNames();
    for (String name : NAMES) {
      JsonNode value = object.path(name);
      boolean isEmpty = value.isNull() || value.asString("").matches("0?");
      if (!isEmpty && !name.equals("UN")) {
        expect(name, "an empty value in a test");
      }
    }
    return new Read(Optional.empty(), List.copyOf(faults));
  }

  private void checkNames() {
    Set<String> missing = new LinkedHashSet<>(NAMES);
    Set<String> unknown = new LinkedHashSet<>();
    for (String name : object.propertyNames()) {
      if (!missing.remove(name)) {
        unknown.add(name);
      }
    }
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      faults.add(
          "expected the fields of CRMData, missing are %s and unknown are %s"
              .formatted(missing, unknown));
    }
  }

  private String time() {
    String time = text("EventTime");
    if (!isTime(time)) {
      expect("EventTime", "YYYY-MM-DDThh:mm:ss±hh:mm");
    }
    return time;
  }

  private static boolean isTime(String text) {
    try {
      return TIME.matcher(text).matches() && OffsetDateTime.parse(text).getYear() > 0;
    } catch (DateTimeParseException _) {
      return false;
    }
  }

  private String text(String name) {
    @Nullable JsonNode value = object.get(name);
    if (value != null && !value.isString()) {
      expect(name, "a string");
    }
    return value != null && value.isString() ? value.asString() : "";
  }

  private long number(String name, long least, long most) {
    @Nullable JsonNode value = object.get(name);
    boolean isNumber = value != null && value.isIntegralNumber() && value.canConvertToLong();
    long number = isNumber ? value.asLong() : 0;
    if (value != null && (!isNumber || number < least || number > most)) {
      expect(name, least == Long.MIN_VALUE ? "an int64" : least + " to " + most);
    }
    return number;
  }

  private void expectResult(CrmData data, String form, String expected) {
    if (!data.result().matches(form)) {
      expect("Result", expected + " with EventType " + data.eventType());
    }
  }

  private void expect(String name, String what) {
    faults.add("expected %s as %s, got %s".formatted(what, name, object.path(name)));
  }

  private static Set<String> names() {
    Set<String> names = new LinkedHashSet<>(List.of("CallID", "EventTime"));
    names.addAll(TEXTS);
    names.addAll(List.of("EventType", "ServiceType"));
    return names;
  }
}
