package dev.ringbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Secret;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every dialect promises. A vendor's test extends this, names its provider, and puts golden
 * files under {@code src/test/resources/golden/PLATFORM}:
 *
 * <ul>
 *   <li>{@code CASE.request.http}, what a PBX sends, is read as {@code CASE.reading.json};
 *   <li>{@code CASE.decision.json} is answered to the byte as {@code CASE.reply.http}, to the
 *       request of the same case if there is one, else to {@link #question}; a reply without a
 *       decision is what a PBX gets that has nothing to be told, or is refused;
 *   <li>{@code CASE.answer.http}, what somebody else may answer the vendor, is understood as {@code
 *       CASE.answer.json}.
 * </ul>
 */
public abstract class PbxDialectContract {

  private static final int ROUNDS = 300;

  /** The vendor. */
  protected abstract DialectProvider provider();

  /**
   * Those facts of an event that this wire carries, in a form that can be compared: what a request
   * was built from, and what it is read as, have the same.
   */
  protected abstract Object facts(CallEvent event);

  /** The settings that a golden case is read and answered with. */
  protected DialectSettings settings(String goldenCase) {
    return DialectSettings.defaults(new IntegrationId("acme"));
  }

  /** Every combination of options that is worth its own run of the properties. */
  protected List<DialectSettings> variants() {
    return List.of(settings(""));
  }

  /** Signs a request again that was changed, where the vendor signs. */
  protected PbxRequest seal(PbxRequest request, DialectSettings settings) {
    return request;
  }

  /** Identifiers of calls that must come through verbatim. */
  protected List<String> callIds() {
    return List.of(
        "1557491089.930430",
        "1557491089.93043",
        "9007199254740993",
        "0012",
        "12",
        "3584705175:5205dc5cc5a411e5ab9eb3691b90ea15",
        "a b+c%20&d=e/ы");
  }

  /** Fields whose values may not be anything, since the vendor's protocol hangs on them. */
  protected Set<String> strictFields() {
    return Set.of();
  }

  /** The question that a golden decision answers which has no request of its own. */
  protected RoutingQuestion question() {
    return questions(dialect(settings(""))).findFirst().orElseThrow().question();
  }

  /** The golden files of this vendor. */
  protected final GoldenFiles golden() {
    return GoldenFiles.of(getClass(), provider().platform().value());
  }

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
  void readsOrRejectsEveryMutation() {
    List<String> names = golden().cases(".request.http");
    Property.holds(
        "mutations of " + provider().platform(),
        ROUNDS,
        random -> {
          for (String name : names) {
            PbxRequest request = golden().request(name + ".request.http");
            assertReadOrRejectedSealedOrNot(
                dialect(settings(name)), Mutations.mutate(request, random), settings(name));
          }
        });
  }

  @Test
  void keepsUnknownFields() {
    goldenReadings((name, request, events) -> {
      String value = "1.50 + ы&";
      PbxRequest changed = Fields.set(request, "x_unknown", value);
      assertThat(eventsOf(name, changed)).as(name).isNotEmpty();
      assertThat(eventsOf(name, changed))
          .as(name)
          .allSatisfy(event -> assertThat(event.raw()).containsEntry("x_unknown", value));
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
  void keepsIdentifiersVerbatim() {
    for (DialectSettings settings : variants()) {
      for (String id : callIds()) {
        Property.holds(
            provider().platform() + ", call " + id,
            20,
            random -> {
              CallEvent event = events(random, settings, List.of(id)).next();
              for (VendorClient.Style style : VendorClient.Style.values()) {
                Optional<PbxRequest> request = client(settings).request(event, style);
                if (request.isPresent()) {
                  assertThat(telling(dialect(settings).read(request.get())).callId().value())
                      .isEqualTo(id);
                }
              }
            });
      }
    }
  }

  @Test
  void readsBackWhatARequestWasBuiltFrom() {
    for (DialectSettings settings : variants()) {
      List<VendorClient.Style> built = new ArrayList<>();
      Property.holds(
          "requests of " + provider().platform(),
          ROUNDS,
          random -> {
            CallEvent event = events(random, settings, callIds()).next();
            for (VendorClient.Style style : VendorClient.Style.values()) {
              Optional<PbxRequest> request = client(settings).request(event, style);
              if (request.isPresent()) {
                built.add(style);
                assertThat(facts(telling(dialect(settings).read(request.get()))))
                    .as("%s of %s", style, event)
                    .isEqualTo(facts(event));
              }
            }
          });
      assertThat(built).as("requests that could be built").isNotEmpty();
    }
  }

  @Test
  void sendsOnWhatItReadItself() {
    goldenReadings((name, request, events) -> {
      for (VendorClient.Style style : VendorClient.Style.values()) {
        CallEvent event = telling(dialect(settings(name)).read(request));
        Optional<PbxRequest> again = client(settings(name)).request(event, style);
        if (again.isPresent()) {
          CallEvent readAgain = telling(dialect(settings(name)).read(again.get()));
          assertThat(facts(readAgain)).as("%s in %s", name, style).isEqualTo(facts(event));
        }
      }
    });
  }

  @Test
  void answersEveryReadingWithEveryOutcome() {
    for (DialectSettings settings : variants()) {
      PbxDialect dialect = dialect(settings);
      List<Reading> readings = new ArrayList<>(List.of(new Reading.Probe()));
      callIds().forEach(id -> readings.add(new Reading.Poll(new CallId(id))));
      readable(dialect).forEach(readings::add);
      Property.holds(
          "answers of " + provider().platform(),
          ROUNDS,
          random -> {
            Decision decision = new GeneratedDecisions(random).next();
            for (Reading reading : readings) {
              assertAnswered(settings, reading, new Outcome.Decided(decision));
              assertAnswered(settings, reading, new Outcome.NothingToSay());
              assertAnswered(settings, reading, new Outcome.TooLate());
              assertAnswered(settings, reading, new Outcome.NotStored());
            }
          });
    }
  }

  @Test
  void keepsInAReplyWhatFits() {
    for (DialectSettings settings : variants()) {
      PbxDialect dialect = dialect(settings);
      List<Reading.Question> questions = questions(dialect).toList();
      Property.holds(
          "decisions for " + provider().platform(),
          ROUNDS * 10,
          random -> {
            Decision decision = new GeneratedDecisions(random).next();
            for (Reading.Question question : questions) {
              assertFitIsWhatIsReplied(settings, question, decision);
            }
          });
      for (String name : golden().cases(".decision.json")) {
        Decision decision = Json.read(golden().bytes(name + ".decision.json"), Decision.class);
        questions.forEach(question -> assertFitIsWhatIsReplied(settings, question, decision));
      }
    }
  }

  @Test
  void refusesWithoutAWordOfWhatWasSent() {
    String canary = "canary-74952345678";
    for (DialectSettings variant : variants()) {
      DialectSettings settings =
          new DialectSettings(
              variant.integration(),
              variant.timeZone(),
              variant.options(),
              variant.secrets().entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, _ -> new Secret(canary))));
      for (RejectedRequest.Reason reason : RejectedRequest.Reason.values()) {
        PbxResponse refusal = dialect(settings).refuse(new RejectedRequest(reason, canary));
        assertThat(refusal.status()).isIn(statuses(reason));
        assertThat(new String(HttpText.write(refusal), StandardCharsets.UTF_8))
            .doesNotContain(canary);
        assertThat(refusal.header("Allow").isPresent())
            .isEqualTo(reason == RejectedRequest.Reason.WRONG_METHOD);
      }
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

  private static List<Integer> statuses(RejectedRequest.Reason reason) {
    return switch (reason) {
      case UNAUTHORIZED -> List.of(401);
      case UNKNOWN_PATH -> List.of(404);
      case WRONG_METHOD -> List.of(405);
      case TOO_LARGE -> List.of(413);
      case UNREADABLE -> List.of(400, 200);
    };
  }

  private void assertFitIsWhatIsReplied(
      DialectSettings settings, Reading.Question question, Decision decision) {
    PbxDialect dialect = dialect(settings);
    Fit fit = dialect.fit(decision, question.question());
    PbxResponse reply = dialect.reply(question, new Outcome.Decided(decision));
    Answer expected =
        fit.decision().isNeutral() ? new Answer.Nothing() : new Answer.Instructed(fit.decision());
    assertThat(client(settings).answer(reply)).as("the answer to %s", decision).isEqualTo(expected);
    assertThat(dialect.reply(question, new Outcome.Decided(fit.decision())))
        .as("the reply to what fits of %s", decision)
        .isEqualTo(reply);
    assertThat(dialect.fit(fit.decision(), question.question()))
        .as("what fits of what fits of %s", decision)
        .isEqualTo(Fit.whole(fit.decision()));
    if (fit.isWhole()) {
      assertThat(names(fit.decision())).isEqualTo(names(decision));
      assertThat(dialect.fit(decision, null).dropped())
          .as("what never fits of what fits now, %s", decision)
          .isEmpty();
    }
  }

  private static List<String> names(Decision decision) {
    return decision.instructions().stream().map(Instruction::name).sorted().toList();
  }

  /** Asking for a redelivery with a 503 is an answer where nothing was stored. */
  private void assertAnswered(DialectSettings settings, Reading reading, Outcome outcome) {
    PbxResponse reply = dialect(settings).reply(reading, outcome);
    if (outcome instanceof Outcome.NotStored && reply.status() == 503) {
      return;
    }
    assertThat(client(settings).answer(reply))
        .as("%s to %s", outcome, reading)
        .isNotInstanceOf(Answer.Malformed.class);
    assertThat(reply.header("Content-Type").isPresent())
        .as("a type of content, for a body alone")
        .isEqualTo(!reply.body().isEmpty());
  }

  private void assertReadOrRejectedSealedOrNot(
      PbxDialect dialect, PbxRequest request, DialectSettings settings) {
    assertReadOrRejected(dialect, request);
    assertReadOrRejected(dialect, seal(request, settings));
  }

  private static void assertReadOrRejected(PbxDialect dialect, PbxRequest request) {
    try {
      Reading reading = dialect.read(request);
      assertThat(dialect.read(request)).isEqualTo(reading);
      for (CallEvent event : events(reading)) {
        assertThat(Json.read(Json.write(event), CallEvent.class)).isEqualTo(event);
      }
      dialect.reply(reading, new Outcome.NothingToSay());
    } catch (RejectedRequest rejected) {
      dialect.refuse(rejected);
    } catch (RuntimeException e) {
      fail(abbreviated(request), e);
    }
  }

  private static String abbreviated(PbxRequest request) {
    String text = new String(HttpText.write(request), StandardCharsets.UTF_8);
    return text.length() > 1_000 ? text.substring(0, 1_000) + "…" : text;
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

  private static List<CallEvent> events(Reading reading) {
    return switch (reading) {
      case Reading.Report(List<CallEvent> events) -> events;
      case Reading.Question(List<CallEvent> events, RoutingQuestion _) -> events;
      case Reading.Poll _, Reading.Probe _ -> List.of();
    };
  }

  /** The event that a request was sent for. */
  private static CallEvent telling(Reading reading) {
    return reading instanceof Reading.Question(var _, RoutingQuestion question)
        ? question.event()
        : events(reading).getFirst();
  }

  private Stream<Reading> readable(PbxDialect dialect) {
    return golden().cases(".request.http").stream()
        .map(name -> golden().request(name + ".request.http"))
        .flatMap(request -> {
          try {
            return Stream.of(dialect.read(request));
          } catch (RejectedRequest _) {
            return Stream.empty();
          }
        });
  }

  private Stream<Reading.Question> questions(PbxDialect dialect) {
    return readable(dialect)
        .filter(Reading.Question.class::isInstance)
        .map(Reading.Question.class::cast);
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

  private GeneratedEvents events(
      java.util.random.RandomGenerator random, DialectSettings settings, List<String> ids) {
    return new GeneratedEvents(random, settings.integration(), ids);
  }

  private PbxDialect dialect(DialectSettings settings) {
    return provider().dialect(settings);
  }

  private VendorClient client(DialectSettings settings) {
    return provider().client(settings);
  }
}
