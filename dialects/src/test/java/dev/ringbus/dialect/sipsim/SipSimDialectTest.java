package dev.ringbus.dialect.sipsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Secret;
import dev.ringbus.testkit.PbxDialectContract;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SipSimDialectTest extends PbxDialectContract {

  private static final Secret SECRET = new Secret("signing-secret-of-acme-sim");

  @Override
  protected DialectProvider provider() {
    return new SipSim();
  }

  @Override
  protected DialectSettings settings(String goldenCase) {
    if (!goldenCase.startsWith("signed-")) {
      return settings(Map.of(), Map.of());
    }
    return goldenCase.equals("signed-without-tolerance")
        ? settings(Map.of("timestampTolerance", "off"), Map.of("signingSecret", SECRET))
        : signed();
  }

  private static DialectSettings signed() {
    return settings(Map.of(), Map.of("signingSecret", SECRET));
  }

  private static DialectSettings settings(
      Map<String, Object> options, Map<String, Secret> secrets) {
    return new DialectSettings(new IntegrationId("acme-sim"), ZoneOffset.UTC, options, secrets);
  }

  @Override
  protected List<DialectSettings> variants() {
    return List.of(settings(""), signed());
  }

  @Override
  protected PbxRequest seal(PbxRequest request, DialectSettings settings) {
    return WebhookSignature.of(settings).map(signature -> sign(request, signature)).orElse(request);
  }

  private static PbxRequest sign(PbxRequest request, WebhookSignature signature) {
    List<Header> headers = new ArrayList<>(request.headers());
    headers.removeIf(header -> header.name().startsWith("X-Webhook-"));
    headers.addAll(signature.headers(request.body(), request.receivedAt()));
    return new PbxRequest(
        request.method(),
        request.path(),
        request.rawQuery(),
        headers,
        request.body(),
        request.receivedAt());
  }

  /**
   * SipSim has one number for whom is called, no fraction of a second in generation B, and for a
   * whole call hardly more than whether it was answered.
   */
  @Override
  protected Object facts(CallEvent event) {
    boolean isLeg =
        event.type() == CallEventType.LEG_RINGING
            || event.type() == CallEventType.LEG_CONNECTED
            || event.type() == CallEventType.LEG_ENDED;
    boolean isEnd = event.type() == CallEventType.CALL_ENDED;
    PhoneNumber receiver =
        isLeg && event.agent() != null && event.direction() == Direction.INBOUND
            ? event.agent()
            : Objects.requireNonNullElse(event.called(), new PhoneNumber("nobody"));
    return Arrays.asList(
        event.type(),
        event.direction(),
        event.callId(),
        event.occurredAt().toInstant().truncatedTo(ChronoUnit.SECONDS),
        event.caller(),
        receiver,
        event.type() == CallEventType.LEG_ENDED ? event.outcome() : null,
        (isEnd && event.outcome() != null) ? event.outcome() == CallOutcome.ANSWERED : null,
        isEnd ? Objects.requireNonNullElse(event.duration(), Duration.ZERO) : null,
        isEnd ? event.recordingUrl() : null);
  }

  @Test
  void sendsTheSeedsExamplesToTheLetter() {
    for (String name : golden().cases(".request.http")) {
      if (name.startsWith("seed-")) {
        PbxRequest request = golden().request(name + ".request.http");
        Style style = name.startsWith("seed-get-") ? Style.GET_QUERY : Style.POST_FORM;

        golden().assertRequest(name + ".request.http", build(name, request, style));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void signsGenerationBWhateverTheStyle(Style style) {
    for (String name :
        List.of(
            "signed-incoming-start",
            "signed-incoming-chain-start",
            "signed-incoming-chain-end",
            "signed-incoming-answer",
            "signed-incoming-end",
            "signed-incoming-end-busy",
            "signed-outgoing-start",
            "signed-outgoing-answer",
            "signed-outgoing-end",
            "signed-voicemail",
            "signed-tags",
            "signed-speech",
            "signed-summary",
            "signed-sms",
            "signed-rating",
            "signed-not-in-the-documents")) {
      PbxRequest request = golden().request(name + ".request.http");

      golden().assertRequest(name + ".request.http", build(name, request, style));
    }
  }

  @Test
  void asksForNoKeyOnceRequestsAreSigned() {
    assertThat(provider().dialect(settings("")).verifiesRequests()).isFalse();
    assertThat(provider().dialect(signed()).verifiesRequests()).isTrue();
  }

  @Test
  void tellsTwoEmployeesOfOneChainApart() {
    PbxRequest first = golden().request("seed-get-incoming-chain-start.request.http");

    assertThat(id(first)).isEqualTo(id(first));
    assertThat(id(first)).isNotEqualTo(id(replaced(first, "000001", "000002")));
    assertThat(id(first)).isNotEqualTo(id(replaced(first, "15.174Z", "16.174Z")));
    assertThat(id(first)).isNotEqualTo(id(replaced(first, "930439", "93043")));
  }

  @Test
  void dropsARedeliveryThatSaysMore() {
    PbxRequest first = golden().request("seed-get-incoming-end.request.http");

    assertThat(id(replaced(first, "duration=102.0", "duration=102.0&retry=2")))
        .isEqualTo(id(first));
  }

  @Test
  void tellsTwoTextMessagesOfOneSecondApart() {
    PbxRequest first = golden().request("signed-sms.request.http");
    PbxRequest second =
        seal(
            new PbxRequest(
                "POST",
                "",
                "",
                first.headers(),
                Body.of(first.body().text().replace("Спасибо", "Привет")),
                first.receivedAt()),
            signed());

    assertThat(events("signed-sms", first).getFirst().id())
        .isNotEqualTo(events("signed-sms", second).getFirst().id());
  }

  @Test
  void asksForARedeliveryOnlyOfWhatWasNotStored() {
    Reading reading =
        provider()
            .dialect(settings(""))
            .read(golden().request("seed-get-incoming-start.request.http"));

    assertThat(reply(reading, new Outcome.NotStored())).isEqualTo(503);
    assertThat(reply(reading, new Outcome.NothingToSay())).isEqualTo(200);
    assertThat(reply(reading, new Outcome.TooLate())).isEqualTo(200);
    assertThat(reply(reading, new Outcome.Decided(Decision.of(new Instruction.Hangup()))))
        .isEqualTo(200);
  }

  @Test
  void saysThatItCanBeToldNothing() {
    assertThat(
            provider()
                .dialect(settings(""))
                .fit(Decision.of(new Instruction.Hangup()), null)
                .dropped())
        .containsExactly("hangup is not possible on SipSim, which only reports");
  }

  @Test
  void refusesAnEmptySecret() {
    assertThatThrownBy(
            () -> provider().dialect(settings(Map.of(), Map.of("signingSecret", new Secret("")))))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("expected a secret that is not empty");
  }

  private int reply(Reading reading, Outcome outcome) {
    return provider().dialect(settings("")).reply(reading, outcome).status();
  }

  private PbxRequest build(String name, PbxRequest request, Style style) {
    return provider()
        .client(settings(name))
        .request(events(name, request).getFirst(), style)
        .orElseThrow();
  }

  private String id(PbxRequest request) {
    return events("", request).getFirst().id();
  }

  private List<CallEvent> events(String name, PbxRequest request) {
    return ((Reading.Report) provider().dialect(settings(name)).read(request)).events();
  }

  private static PbxRequest replaced(PbxRequest request, String some, String other) {
    return new PbxRequest(
        request.method(),
        request.path(),
        request.rawQuery().replace(some, other),
        request.headers(),
        request.body(),
        request.receivedAt());
  }
}
