package dev.ringbus.crm.callevent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Direction;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import dev.ringbus.testkit.GoldenFiles;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes over the wire, to the byte, of a call of each make of PBX. */
class CallEventRequestsTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);

  private final GoldenFiles golden = GoldenFiles.of(CallEventRequestsTest.class, "callevent");

  @Test
  void tellsOfACallOfMts() {
    assertTold(
        "mts",
        event("mts", "9007199254740993", CallEventType.CALL_STARTED, "1", "")
            .direction(Direction.INBOUND),
        event("mts", "9007199254740993", CallEventType.LEG_CONNECTED, "9", "1280")
            .agent(new PhoneNumber("+74957654321"))
            .outcome(CallOutcome.ANSWERED),
        event("mts", "9007199254740993", CallEventType.CALL_ENDED, "15", "2")
            .endedBy(EndedBy.CALLEE));
  }

  @Test
  void tellsOfACallOfComagic() {
    assertTold(
        "comagic",
        event("comagic", "cdr-5f2a", CallEventType.CALL_STARTED, null, ""),
        event("comagic", "cdr-5f2a", CallEventType.DIGITS_RECEIVED, null, "").digits("0*7#"),
        event("comagic", "cdr-5f2a", CallEventType.CALL_ENDED, null, "").inferred("no end came"));
  }

  @Test
  void tellsOfACallOfSipSim() {
    assertTold(
        "sipsim",
        event("sipsim", "1488", CallEventType.CALL_STARTED, null, ""),
        event("sipsim", "1488", CallEventType.LEG_RINGING, null, "").agent(new PhoneNumber("301")),
        event("sipsim", "1488", CallEventType.LEG_CONNECTED, null, "")
            .agent(new PhoneNumber("301"))
            .outcome(CallOutcome.ANSWERED),
        event("sipsim", "1488", CallEventType.CALL_ENDED, null, "")
            .endedBy(EndedBy.CALLER)
            .outcome(CallOutcome.ANSWERED));
  }

  @Test
  void polls() {
    try (CallEventFixture crm = new CallEventFixture();
        CallEventClient client = crm.client()) {
      client.poll(new MtsCallId(9007199254740993L)).block(AMPLE);
      golden.assertText("poll.http", crm.server.requests().getFirst().shown());
    }
  }

  @Test
  void activates() {
    try (CallEventFixture crm = new CallEventFixture();
        CallEventClient client = crm.with("un", "4951234567").client()) {
      client.activate().block(AMPLE);
      golden.assertText("activation.http", shown(crm));
    }
  }

  @Test
  void namesACallAlikeInReportsAndPollsAndEachCallOtherwise() {
    List<CallEvent> calls =
        Stream.of("comagic", "sipsim", "callinteractive")
            .flatMap(platform ->
                Stream.of("1", "one", "0", "007", "-0", "9223372036854775808")
                    .map(id -> event(platform, id, CallEventType.CALL_STARTED, null, "").build()))
            .toList();
    try (CallEventFixture crm = new CallEventFixture();
        CallEventClient client = crm.client()) {
      for (CallEvent call : calls) {
        client.post(call).block(AMPLE);
        client.poll(MtsCallId.of(call.key(), call.platform())).block(AMPLE);
      }
      List<String> reported =
          crm.server.requests("CallEvent").stream()
              .map(post -> post.text().replaceFirst(".*\"CallID\":(-?[0-9]+),.*", "$1"))
              .toList();
      List<String> polled =
          crm.server.requests().stream()
              .filter(request -> request.verb().equals("GET"))
              .map(request -> request.target().replaceFirst(".*/", ""))
              .toList();
      assertThat(polled).isEqualTo(reported).hasSize(calls.size());
      assertThat(polled).doesNotHaveDuplicates();
    }
  }

  private void assertTold(String platform, CallEvent.Builder... events) {
    try (CallEventFixture crm = new CallEventFixture();
        CallEventClient client = crm.client()) {
      for (CallEvent.Builder event : events) {
        client.post(event.build()).block(AMPLE);
      }
      golden.assertText(platform + ".http", shown(crm));
    }
  }

  private static String shown(CallEventFixture crm) {
    return crm.server.requests().stream()
        .map(request -> request.shown())
        .collect(Collectors.joining("\n\n"));
  }

  private static CallEvent.Builder event(
      String platform,
      String callId,
      CallEventType type,
      @Nullable String eventType,
      String result) {
    OffsetDateTime at = OffsetDateTime.parse("2026-11-21T12:00:05+03:00");
    return CallEvent.builder()
        .id(callId + " " + type.wireName())
        .type(type)
        .integration(new IntegrationId("acme-" + platform))
        .platform(new Platform(platform))
        .callId(new CallId(callId))
        .direction(Direction.INBOUND)
        .occurredAt(at)
        .receivedAt(at)
        .caller(new PhoneNumber("+79161234567"))
        .called(new PhoneNumber("+74951234567"))
        .clientPhone(new PhoneNumber("+79161234567"))
        .linePhone(new PhoneNumber("+74951234567"))
        .raw(
            eventType == null
                ? Map.of()
                : Map.of(
                    "AN",
                    "9161234567",
                    "UN",
                    "4951234567",
                    "DN1",
                    "4957654321",
                    "Result",
                    result,
                    "EventType",
                    Long.parseLong(eventType),
                    "ServiceType",
                    1L));
  }
}
