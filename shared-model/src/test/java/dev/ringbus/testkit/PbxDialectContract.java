package dev.ringbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Secret;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
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
public abstract class PbxDialectContract extends GoldenDialectContract {

  private static final int ROUNDS = 300;

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
  void keepsIdentifiersVerbatim() {
    for (DialectSettings settings : variants()) {
      for (String id : callIds()) {
        Property.holds(
            provider().platform() + ", call " + id,
            20,
            random -> {
              CallEvent event =
                  events(random, settings, List.of(id)).next().toBuilder()
                      .platform(provider().platform())
                      .build();
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

  private GeneratedEvents events(
      RandomGenerator random, DialectSettings settings, List<String> ids) {
    return new GeneratedEvents(random, settings.integration(), ids);
  }
}
