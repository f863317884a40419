package dev.ringbus.dialect.sipsim;

import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.EventIds;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Direction;
import dev.ringbus.model.PhoneNumber;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a webhook says, as call events. */
final class SipSimEvents {

  private final DialectSettings settings;

  SipSimEvents(DialectSettings settings) {
    this.settings = settings;
  }

  /** One event, and at the end of a recorded call another. */
  List<CallEvent> of(Webhook webhook) {
    CallEvent said = event(webhook, SipSimEvent.read(webhook.event()));
    if (said.type() != CallEventType.CALL_ENDED || said.recordingUrl() == null) {
      return List.of(said);
    }
    CallEvent recorded =
        said.toBuilder()
            .id(id(webhook, CallEventType.RECORDING_AVAILABLE))
            .type(CallEventType.RECORDING_AVAILABLE)
            .build();
    return List.of(said, recorded);
  }

  private CallEvent event(Webhook webhook, SipSimEvent event) {
    OffsetDateTime received = webhook.request().receivedAt().atOffset(ZoneOffset.UTC);
    PhoneNumber caller = PhoneNumber.read(webhook.text(Webhook.CALLER));
    PhoneNumber receiver = PhoneNumber.read(webhook.text(Webhook.RECEIVER));
    boolean isOutbound = event.direction() == Direction.OUTBOUND;
    boolean isKnown = event.direction() != null;
    PhoneNumber client = isOutbound ? receiver : caller;
    PhoneNumber line = isOutbound ? caller : receiver;
    return CallEvent.builder()
        .id(id(webhook, event.type()))
        .type(event.type())
        .integration(settings.integration())
        .platform(SipSim.PLATFORM)
        .callId(webhook.callId())
        .direction(event.direction())
        .occurredAt(
            WebhookTime.read(webhook.text(Webhook.TIME), settings.timeZone()).orElse(received))
        .receivedAt(received)
        .caller(caller)
        .called(receiver)
        .clientPhone(isKnown ? client : null)
        .linePhone(isKnown && !event.isOfOneEmployee() ? line : null)
        .agent(event.isOfOneEmployee() ? receiver : null)
        .outcome(outcome(webhook, event))
        .duration(WebhookDuration.read(webhook.text(Webhook.DURATION)))
        .recordingUrl(webhook.text(Webhook.AUDIO_PATH))
        .raw(webhook.parameters().raw())
        .build();
  }

  private static @Nullable CallOutcome outcome(Webhook webhook, SipSimEvent event) {
    return event.type() == CallEventType.LEG_CONNECTED
        ? CallOutcome.ANSWERED
        : Status.read(webhook.text(Webhook.STATUS));
  }

  /**
   * The vendor suggests event and call; but several employees of one chain are called in one call,
   * and one of them perhaps twice. What is no event of a call, or has no time, is told apart by all
   * it says.
   */
  private String id(Webhook webhook, CallEventType type) {
    boolean isToldByKey = type != CallEventType.VENDOR_OTHER && webhook.text(Webhook.TIME) != null;
    return EventIds.of(
        SipSim.PLATFORM.value(),
        settings.integration().value(),
        type.wireName(),
        webhook.event().toLowerCase(Locale.ROOT),
        webhook.callId().value(),
        webhook.text(Webhook.RECEIVER),
        webhook.text(Webhook.TIME),
        isToldByKey ? "" : webhook.content());
  }
}
