package dev.ringbus.testkit;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallId;
import dev.ringbus.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Readings and answers as JSON that a person reads. */
final class ReadingText {

  private ReadingText() {}

  static String write(Reading reading) {
    return pretty(
        switch (reading) {
          case Reading.Report(List<CallEvent> events) -> fields("report", "events", events);
          case Reading.Question(List<CallEvent> events, RoutingQuestion question) -> {
            Map<String, Object> fields = fields("question", "asks", question.event().type());
            fields.put("events", events);
            if (!events.contains(question.event())) {
              fields.put("event", question.event());
            }
            yield fields;
          }
          case Reading.Poll(CallId callId) -> fields("poll", "callId", callId);
          case Reading.Probe() -> Map.of("reading", "probe");
        });
  }

  static String write(RejectedRequest rejected) {
    Map<String, Object> fields = fields("rejected", "reason", rejected.reason());
    fields.put("expected", String.valueOf(rejected.getMessage()));
    return pretty(fields);
  }

  static String write(Answer answer) {
    return pretty(
        switch (answer) {
          case Answer.Instructed(var decision) -> Map.of("instructed", decision);
          case Answer.Nothing() -> Map.of("nothing", Map.of());
          case Answer.Malformed(String expected) -> Map.of("malformed", expected);
        });
  }

  private static Map<String, Object> fields(String reading, String name, Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("reading", reading);
    fields.put(name, value);
    return fields;
  }

  private static String pretty(Object value) {
    return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }
}
