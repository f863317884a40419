package dev.ringbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.simulator.http.Decoded;
import dev.ringbus.simulator.misbehaviour.Manners;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.Chance;
import dev.ringbus.simulator.pbx.Habits;
import dev.ringbus.simulator.pbx.Heard;
import dev.ringbus.simulator.pbx.LoadKind;
import dev.ringbus.simulator.pbx.Meaning;
import dev.ringbus.simulator.pbx.Premises;
import dev.ringbus.simulator.pbx.Serial;
import dev.ringbus.simulator.pbx.Step;
import dev.ringbus.testkit.GeneratedDecisions;
import dev.ringbus.testkit.Property;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a simulated PBX sends, however it misbehaves, its dialect reads as it was meant. */
class ReadAsMeantTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final URI HUB = URI.create("http://127.0.0.1:8080");
  private static final int CALLS = 24;
  private static final int LONGEST_CALL = 200;

  @ParameterizedTest
  @MethodSource("dev.ringbus.simulator.Accounts#all")
  void everyRequestOfEveryCall(Account account) throws Exception {
    assertReadAsMeant(account, Premises.INVENTED);
  }

  @ParameterizedTest
  @MethodSource("dev.ringbus.simulator.Accounts#all")
  void everyRequestOfEveryCallToEmployeesWhoAreKnown(Account account) throws Exception {
    assertReadAsMeant(
        account,
        new Premises(
            List.of(new PhoneNumber("306"), new PhoneNumber("+74950000001")),
            Optional.of("http://127.0.0.1:1/recordings/")));
  }

  private static void assertReadAsMeant(Account account, Premises premises) throws Exception {
    Line line = Line.of(account, HUB, premises, Habits.DOCUMENTED, CLOCK);
    PbxDialect dialect = dialect(account);
    Property.holds(
        "calls of " + account.integration().id(),
        10,
        random -> {
          Manners manners = manners(random);
          line.pbx()
              .activation()
              .ifPresent(activation -> follow(line, dialect, activation, manners, random));
          for (int number = 0; number < CALLS; number++) {
            Chance chance = Chance.of(random.nextLong());
            Call call = line.pbx().call(number, Serial.of(NOW, number), chance);
            follow(line, dialect, call, manners, random);
          }
          Optional<Call> ordered =
              line.pbx()
                  .outgoing(
                      "306", "+79000000001", Serial.of(NOW, CALLS), Chance.of(random.nextLong()));
          ordered.ifPresent(call -> follow(line, dialect, call, manners, random));
        });
  }

  @ParameterizedTest
  @MethodSource("dev.ringbus.simulator.Accounts#all")
  void everyRequestOfALoad(Account account) throws Exception {
    Line line = Line.of(account, HUB, Premises.INVENTED, Habits.DOCUMENTED, CLOCK);
    Property.holds(
        "load of " + account.integration().id(),
        10,
        random -> {
          for (LoadKind kind : LoadKind.values()) {
            line.pbx()
                .single(kind, Serial.of(NOW, random.nextInt(1_000_000)))
                .ifPresent(
                    send -> assertReadAsMeant(line, dialect(account), send, manners(random)));
          }
        });
  }

  private static void follow(
      Line line, PbxDialect dialect, Call call, Manners manners, RandomGenerator random) {
    for (int steps = 0; steps < LONGEST_CALL; steps++) {
      if (!(call.next() instanceof Step.Send send)) {
        return;
      }
      Reading reading = assertReadAsMeant(line, dialect, send, manners);
      call.hear(send, heard(send, dialect, reading, random));
    }
    throw new AssertionError("expected a call to end, got " + LONGEST_CALL + " requests");
  }

  private static Reading assertReadAsMeant(
      Line line, PbxDialect dialect, Step.Send send, Manners manners) {
    Set<Misbehaviour> manner = manners.next();
    PbxRequest spelt = manners.spell(send.request(), manner);
    PbxRequest received = Decoded.of(manners.write(line.endpoint().message(spelt), manner));
    Reading reading = dialect.read(at(NOW, received));
    switch (send.means()) {
      case Meaning.Probes() -> assertThat(reading).isEqualTo(new Reading.Probe());
      case Meaning.Polls(var callId) -> assertThat(reading).isEqualTo(new Reading.Poll(callId));
      case Meaning.Says(CallEvent fact, List<CallEventType> types) -> {
        List<CallEvent> events = events(reading);
        assertThat(events).extracting(CallEvent::type).containsExactlyElementsOf(types);
        assertThat(events)
            .filteredOn(event -> event.type() == fact.type())
            .singleElement()
            .extracting(ReadAsMeantTest::facts)
            .as("%s with %s", send.request(), manner)
            .isEqualTo(facts(fact));
        assertThat(reading instanceof Reading.Question)
            .isEqualTo(types.contains(CallEventType.DECISION_ASKED));
      }
    }
    return reading;
  }

  private static Heard heard(
      Step.Send send, PbxDialect dialect, Reading reading, RandomGenerator random) {
    Outcome outcome =
        random.nextInt(3) == 0
            ? new Outcome.NothingToSay()
            : new Outcome.Decided(new GeneratedDecisions(random).next());
    PbxResponse reply = dialect.reply(reading, outcome);
    return new Heard.Answered(reply.status(), send.reader().read(reply));
  }

  private static List<CallEvent> events(Reading reading) {
    return switch (reading) {
      case Reading.Report(List<CallEvent> events) -> events;
      case Reading.Question(List<CallEvent> events, var _) -> events;
      case Reading.Poll _, Reading.Probe _ -> throw new AssertionError("no events: " + reading);
    };
  }

  /** Everything but the times, which not every wire carries, and the raw fields. */
  private static CallEvent facts(CallEvent event) {
    return event.toBuilder()
        .id("")
        .occurredAt(NOW.atOffset(ZoneOffset.UTC))
        .receivedAt(NOW.atOffset(ZoneOffset.UTC))
        .raw(java.util.Map.of())
        .build();
  }

  private static PbxRequest at(Instant time, PbxRequest request) {
    return new PbxRequest(
        request.method(),
        request.path(),
        request.rawQuery(),
        request.headers(),
        request.body(),
        time);
  }

  private static Manners manners(RandomGenerator random) {
    Set<Misbehaviour> enabled = EnumSet.noneOf(Misbehaviour.class);
    Arrays.stream(Misbehaviour.values()).filter(_ -> random.nextBoolean()).forEach(enabled::add);
    return new Manners(enabled, Chance.of(random.nextLong()));
  }

  private static PbxDialect dialect(Account account) {
    return Dialects.find(account.integration().platform())
        .orElseThrow()
        .dialect(account.dialectSettings());
  }
}
