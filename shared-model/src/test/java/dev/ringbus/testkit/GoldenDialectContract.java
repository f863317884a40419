package dev.ringbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Decision;
import dev.ringbus.wire.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The part of the contract that works on golden files alone. */
abstract class GoldenDialectContract extends VendorUnderTest {

  @Test
  void readsGoldenRequests() {
    for (String name : golden().cases(".request.http")) {
      PbxRequest request = golden().request(name + ".request.http");
      String reading;
      try {
        reading = ReadingText.write(dialect(settings(name)).read(request));
      } catch (RejectedRequest rejected) {
        reading = ReadingText.write(rejected);
      }
      golden().assertText(name + ".reading.json", reading);
    }
  }

  @Test
  void repliesGoldenResponses() {
    for (String name : golden().cases(".decision.json")) {
      Decision decision = Json.read(golden().bytes(name + ".decision.json"), Decision.class);
      PbxDialect dialect = dialect(settings(name));
      PbxResponse reply = dialect.reply(readingOf(name, dialect), new Outcome.Decided(decision));
      golden().assertResponse(name + ".reply.http", reply);
    }
    for (String name : golden().cases(".reply.http")) {
      if (!golden().has(name + ".decision.json")) {
        PbxDialect dialect = dialect(settings(name));
        golden().assertResponse(name + ".reply.http", replyToNothing(name, dialect));
      }
    }
  }

  @Test
  void understandsGoldenAnswers() {
    for (String name : golden().cases(".answer.http")) {
      Answer answer = client(settings(name)).answer(golden().response(name + ".answer.http"));
      golden().assertText(name + ".answer.json", ReadingText.write(answer));
    }
  }

  @Test
  void readsTheSameRequestTwiceAsTheSame() {
    for (String name : golden().cases(".request.http")) {
      assertReadOrRejected(dialect(settings(name)), golden().request(name + ".request.http"));
    }
  }

  @Test
  void readsOrRejectsEveryTruncation() {
    for (String name : golden().cases(".request.http")) {
      PbxDialect dialect = dialect(settings(name));
      Mutations.truncations(golden().request(name + ".request.http"))
          .forEach(request -> assertReadOrRejectedSealedOrNot(dialect, request, settings(name)));
    }
  }

  @Test
  void readsOrRejectsHostileBodies() {
    for (String name : golden().cases(".request.http")) {
      PbxRequest request = golden().request(name + ".request.http");
      Mutations.hostileBodies()
          .map(body -> Mutations.withBody(request, body))
          .forEach(hostile ->
              assertReadOrRejectedSealedOrNot(dialect(settings(name)), hostile, settings(name)));
    }
  }

  @Test
  void keepsUnknownFields() {
    goldenReadings((name, request, events) -> {
      List<Object> values = new ArrayList<>(List.of("1.50 + ы&"));
      if (Fields.carriesJson(request)) {
        values.addAll(List.of(7L, new BigInteger("99999999999999999999"), new BigDecimal("1.50")));
      }
      for (Object value : values) {
        PbxRequest changed = Fields.set(request, "x_unknown", value);
        assertThat(eventsOf(name, changed)).as("%s with %s", name, value).isNotEmpty();
        assertThat(eventsOf(name, changed))
            .as(name)
            .allSatisfy(event -> assertThat(event.raw()).containsEntry("x_unknown", value));
      }
    });
  }

  @Test
  void keepsUnknownValues() {
    goldenReadings((name, request, events) -> {
      for (String field : events.getFirst().raw().keySet()) {
        if (!strictFields().contains(field) && !isNested(events.getFirst().raw().get(field))) {
          PbxRequest changed = Fields.set(request, field, "что-то новое");
          assertThat(eventsOf(name, changed)).as("%s, %s", name, field).isNotEmpty();
          assertThat(eventsOf(name, changed).getFirst().raw())
              .as(name)
              .containsEntry(field, "что-то новое");
        }
      }
    });
  }

  @Test
  void sendsOnWhatItReadItself() {
    goldenReadings((name, request, events) -> {
      for (VendorClient.Style style : VendorClient.Style.values()) {
        CallEvent event = telling(dialect(settings(name)).read(seal(request, settings(name))));
        Optional<PbxRequest> again = client(settings(name)).request(event, style);
        if (again.isPresent()) {
          CallEvent readAgain = telling(dialect(settings(name)).read(again.get()));
          assertThat(facts(readAgain)).as("%s in %s", name, style).isEqualTo(facts(event));
        }
      }
    });
  }

  /** Does something with each golden request that tells of an event. */
  private void goldenReadings(GoldenReading action) {
    for (String name : golden().cases(".request.http")) {
      PbxRequest request = golden().request(name + ".request.http");
      List<CallEvent> events = eventsOf(name, request);
      if (!events.isEmpty()) {
        action.accept(name, request, events);
      }
    }
  }

  private interface GoldenReading {
    void accept(String name, PbxRequest request, List<CallEvent> events);
  }

  private List<CallEvent> eventsOf(String name, PbxRequest request) {
    try {
      return events(dialect(settings(name)).read(seal(request, settings(name))));
    } catch (RejectedRequest _) {
      return List.of();
    }
  }

  private Reading readingOf(String name, PbxDialect dialect) {
    return golden().has(name + ".request.http")
        ? dialect.read(golden().request(name + ".request.http"))
        : new Reading.Question(List.of(question().event()), question());
  }

  private PbxResponse replyToNothing(String name, PbxDialect dialect) {
    try {
      return dialect.reply(readingOf(name, dialect), new Outcome.NothingToSay());
    } catch (RejectedRequest rejected) {
      return dialect.refuse(rejected);
    }
  }

  private static boolean isNested(Object value) {
    return value instanceof Map<?, ?> || value instanceof List<?>;
  }
}
