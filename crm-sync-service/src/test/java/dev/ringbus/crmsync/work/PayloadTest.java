package dev.ringbus.crmsync.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.model.Leg;
import dev.ringbus.model.Leg.LegChange;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.Party;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.wire.UnreadableRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadTest {

  private static final String CRM = "acme-kontur";
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final OffsetDateTime AT = OffsetDateTime.parse("2026-03-02T12:00:00.25+03:00");
  private static final String URL = "https://vrecords.call-tracking.by/monitor/XXXXXXX";
  private static final Leg LEG =
      new Leg(
          "acme-mts:17/306",
          Party.client(null),
          Party.employee(new PhoneNumber("306")),
          List.of(new LegChange(LegProgress.APPEARED, AT)),
          null,
          null);

  static Stream<Payload> all() {
    return Stream.of(
        new Payload.CallStarted(AT),
        new Payload.LegChanged(LEG, LegProgress.APPEARED, AT),
        new Payload.CallFinished(AT),
        new Payload.CallFailed("nobody answered"),
        new Payload.RegisterCall(),
        new Payload.UploadRecording(URL, LEG.id()),
        new Payload.AttachRecording(URL, null));
  }

  @ParameterizedTest
  @MethodSource("all")
  void isReadAsItWasWritten(Payload payload) {
    assertThat(Payload.of(payload.plan(CRM, NOW, null))).isEqualTo(payload);
  }

  @Test
  void isWrittenAsPlainJson() {
    assertThat(all().map(payload -> payload.plan(CRM, NOW, null).payload()))
        .containsExactly(
            "{\"at\":\"2026-03-02T12:00:00.25+03:00\"}",
            "{\"leg\":{\"id\":\"acme-mts:17/306\",\"from\":{\"kind\":\"client\"},"
                + "\"to\":{\"kind\":\"employee\",\"number\":\"306\"},"
                + "\"changes\":[{\"progress\":\"appeared\",\"at\":\"2026-03-02T12:00:00.25+03:00\"}]},"
                + "\"progress\":\"appeared\",\"at\":\"2026-03-02T12:00:00.25+03:00\"}",
            "{\"at\":\"2026-03-02T12:00:00.25+03:00\"}",
            "{\"reason\":\"nobody answered\"}",
            "{}",
            "{\"url\":\"" + URL + "\",\"legId\":\"acme-mts:17/306\"}",
            "{\"url\":\"" + URL + "\"}");
  }

  @Test
  void isNamedForWhatItTells() {
    assertThat(all().map(payload -> payload.plan(CRM, NOW, null).name()))
        .containsExactly(
            "call-started",
            "leg/acme-mts:17/306/appeared",
            "call-finished",
            "call-failed",
            "register-call",
            "upload/" + UrlHash.of(URL),
            "call-recording/" + UrlHash.of(URL));
    assertThat(UrlHash.of(URL)).hasSize(32).isNotEqualTo(UrlHash.of(URL + "1"));
  }

  @Test
  void hasAnotherNameEachTime() {
    PlannedDelivery second = new Payload.CallStarted(AT).plan(CRM, 2, NOW, NOW.plusSeconds(60));

    assertThat(second.key()).isEqualTo("acme-kontur call-started/2");
    assertThat(second.staleAt()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void goesInTheLaneOfFilesOnlyAsAnUpload() {
    assertThat(all().filter(payload -> payload.lane() == Lane.FILES))
        .containsExactly(new Payload.UploadRecording(URL, LEG.id()));
  }

  @Test
  void namesAnOperationThatItDoesNotKnow() {
    PlannedDelivery other = new PlannedDelivery(CRM, "fax", Lane.CALL, "send-fax", "{}", NOW, null);

    assertThatThrownBy(() -> Payload.of(other))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessageContaining("send-fax");
  }
}
