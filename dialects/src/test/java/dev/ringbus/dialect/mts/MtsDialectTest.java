package dev.ringbus.dialect.mts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Direction;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.testkit.GoldenFiles;
import dev.ringbus.testkit.PbxDialectContract;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MtsDialectTest extends PbxDialectContract {

  private static final Map<String, Object> IDLE_11 = Map.of("EventType", 11, "Param", "");

  @Override
  protected DialectProvider provider() {
    return new Mts();
  }

  @Override
  protected DialectSettings settings(String goldenCase) {
    return settings(
        switch (goldenCase) {
          case "poll-nothing-idle-11" -> Map.of("idleReply", IDLE_11);
          case "poll-nothing-idle-empty" -> Map.of("idleReply", Map.of());
          default -> Map.of();
        });
  }

  private static DialectSettings settings(Map<String, Object> options) {
    return new DialectSettings(new IntegrationId("acme-mts"), ZoneOffset.UTC, options, Map.of());
  }

  @Override
  protected List<DialectSettings> variants() {
    return List.of(
        settings(Map.of()),
        settings(Map.of("idleReply", IDLE_11)),
        settings(Map.of("idleReply", Map.of())));
  }

  @Override
  protected List<String> callIds() {
    return List.of("12", "9007199254740993", "9223372036854775807", "-9223372036854775808");
  }

  @Override
  protected Set<String> strictFields() {
    return Set.of("CallID", "callid");
  }

  /**
   * MTS has no event for a question, no call inside a company, no second for half a second, numbers
   * of its own for other platforms' calls, and nothing but the number that was called for an
   * outgoing call's employee.
   */
  @Override
  protected Object facts(CallEvent event) {
    boolean isOutgoing = event.direction() == Direction.OUTBOUND;
    CallEventType type = event.type();
    if (type == CallEventType.DECISION_ASKED) {
      type = event.digits() == null ? CallEventType.CALL_STARTED : CallEventType.DIGITS_RECEIVED;
    }
    return Arrays.asList(
        type,
        MtsCallId.of(event.key(), event.platform()),
        isOutgoing,
        event.occurredAt().truncatedTo(ChronoUnit.SECONDS),
        event.caller(),
        isOutgoing ? event.called() : null,
        event.linePhone() == null && !isOutgoing ? event.called() : event.linePhone(),
        isOutgoing ? null : event.agent(),
        event.digits(),
        type == CallEventType.LEG_ENDED ? event.outcome() : null,
        type == CallEventType.CALL_ENDED ? end(event) : null);
  }

  private static Object end(CallEvent event) {
    EndedBy endedBy = event.endedBy();
    CallOutcome outcome = event.outcome();
    return switch (endedBy) {
      case null -> "nobody";
      case CALLER -> outcome == CallOutcome.CANCELLED ? "caller, while dialling" : "caller";
      case CALLEE -> "callee";
      case PLATFORM -> outcome == CallOutcome.UNAVAILABLE ? "no destination" : "nobody";
    };
  }

  @Test
  void sendsWhatItReadToTheLetter() {
    for (String name : golden().cases(".request.http")) {
      if (name.startsWith("event-") || name.startsWith("outgoing-")) {
        PbxRequest request = golden().request(name + ".request.http");
        CallEvent event = events(read(request)).getFirst();

        golden().assertRequest(name + ".request.http", build(event));
      }
    }
  }

  @Test
  void tellsAnotherPlatformsCallWithAnInt64() {
    CallEvent event =
        events(read(golden().request("event-09-transfer-busy.request.http"))).getFirst().toBuilder()
            .platform(new Platform("sipsim"))
            .callId(new CallId("1557491089.930439"))
            .raw(Map.of())
            .build();

    golden().assertRequest("built-from-another-platform.http", build(event));
  }

  @Test
  void pollsAndTestsAsThePlatformDoes() {
    golden()
        .assertRequest(
            "poll-nothing.request.http",
            MtsRequests.poll(new MtsCallId(9007199254740993L), GoldenFiles.RECEIVED_AT));
    golden().assertRequest("test-get.request.http", MtsRequests.testByGet(GoldenFiles.RECEIVED_AT));
    golden()
        .assertRequest(
            "test-post.request.http",
            MtsRequests.testByPost("4951234567", GoldenFiles.RECEIVED_AT));
  }

  @Test
  void answersEverythingButRefusalsWith200AndTheContentTypeToTheLetter() {
    for (String name : golden().cases(".reply.http")) {
      PbxResponse reply = golden().response(name + ".reply.http");
      if (reply.status() == 200) {
        assertThat(reply.header("Content-Type")).contains("application/json; charset=UTF-8");
      } else {
        assertThat(reply.status()).as(name).isIn(404, 405);
      }
    }
  }

  @Test
  void keepsTheCallIdOfTheInstructionExact() {
    PbxRequest poll = golden().request("poll-nothing.request.http");

    assertThat(
            provider().dialect(settings("")).reply(read(poll), new Outcome.TooLate()).body().text())
        .isEqualTo("{\"CallID\":9007199254740993,\"EventType\":0,\"Param\":\"\"}");
  }

  private Reading read(PbxRequest request) {
    return provider().dialect(settings("")).read(request);
  }

  private PbxRequest build(CallEvent event) {
    return provider().client(settings("")).request(event, Style.POST_JSON).orElseThrow();
  }

  private static List<CallEvent> events(Reading reading) {
    return switch (reading) {
      case Reading.Report(var events) -> events;
      case Reading.Question(var events, var _) -> events;
      case Reading.Poll _, Reading.Probe _ -> List.of();
    };
  }
}
