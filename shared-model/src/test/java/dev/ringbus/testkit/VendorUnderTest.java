package dev.ringbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a vendor says of itself to the contract, and what the contract does with it. */
abstract class VendorUnderTest {

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

  PbxDialect dialect(DialectSettings settings) {
    return provider().dialect(settings);
  }

  VendorClient client(DialectSettings settings) {
    return provider().client(settings);
  }

  Stream<Reading> readable(PbxDialect dialect) {
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

  Stream<Reading.Question> questions(PbxDialect dialect) {
    return readable(dialect)
        .filter(Reading.Question.class::isInstance)
        .map(Reading.Question.class::cast);
  }

  static List<CallEvent> events(Reading reading) {
    return switch (reading) {
      case Reading.Report(List<CallEvent> events) -> events;
      case Reading.Question(List<CallEvent> events, RoutingQuestion _) -> events;
      case Reading.Poll _, Reading.Probe _ -> List.of();
    };
  }

  /** The event that a request was sent for. */
  static CallEvent telling(Reading reading) {
    return reading instanceof Reading.Question(var _, RoutingQuestion question)
        ? question.event()
        : events(reading).getFirst();
  }

  static void assertReadOrRejected(PbxDialect dialect, PbxRequest request) {
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

  void assertReadOrRejectedSealedOrNot(
      PbxDialect dialect, PbxRequest request, DialectSettings settings) {
    assertReadOrRejected(dialect, request);
    assertReadOrRejected(dialect, seal(request, settings));
  }

  private static String abbreviated(PbxRequest request) {
    String text = new String(HttpText.write(request), StandardCharsets.UTF_8);
    return text.length() > 1_000 ? text.substring(0, 1_000) + "…" : text;
  }
}
