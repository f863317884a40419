package dev.ringbus.dialect.sipsim;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.PhoneNumber;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells an event of any platform as SipSim's parameters, in the order of the vendor's examples. */
final class WebhookWriter {

  private WebhookWriter() {}

  /**
   * The parameters; empty if SipSim has no such event. What is no event of a call is told in
   * SipSim's own words, if it came from there.
   */
  static Optional<Map<String, @Nullable Object>> write(CallEvent event, Generation generation) {
    if (event.type() == CallEventType.VENDOR_OTHER) {
      boolean isOwn =
          event.platform().equals(SipSim.PLATFORM) && event.raw().containsKey(Webhook.EVENT);
      return isOwn ? Optional.of(event.raw()) : Optional.empty();
    }
    return SipSimEvent.of(event.type(), event.direction())
        .map(said -> members(event, said, generation));
  }

  private static Map<String, @Nullable Object> members(
      CallEvent event, SipSimEvent said, Generation generation) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put(Webhook.EVENT, said.wireName());
    members.put(Webhook.TIME, WebhookTime.write(event.occurredAt(), generation));
    members.put(Webhook.PBX_ID, event.callId().value());
    boolean isEnd = said.type() == CallEventType.CALL_ENDED;
    if (isEnd) {
      putDuration(members, event.duration(), generation);
    }
    members.put(Webhook.CALLER, text(event.caller()));
    members.put(Webhook.RECEIVER, text(receiver(event, said)));
    if (event.outcome() != null && isEnd) {
      members.put(Webhook.STATUS, Status.ofCall(event.outcome(), generation));
    } else if (event.outcome() != null && said.type() == CallEventType.LEG_ENDED) {
      members.put(Webhook.STATUS, Status.ofLeg(event.outcome()));
    }
    if (isEnd && (event.recordingUrl() != null || generation == Generation.B)) {
      members.put(Webhook.AUDIO_PATH, event.recordingUrl());
    }
    return members;
  }

  private static void putDuration(
      Map<String, @Nullable Object> members, @Nullable Duration duration, Generation generation) {
    switch (generation) {
      case A -> {
        if (duration != null) {
          members.put(Webhook.DURATION, WebhookDuration.write(duration));
        }
      }
      case B -> members.put(Webhook.DURATION, duration == null ? 0L : duration.toSeconds());
    }
  }

  private static @Nullable PhoneNumber receiver(CallEvent event, SipSimEvent said) {
    return said.isOfOneEmployee() && event.agent() != null ? event.agent() : event.called();
  }

  private static String text(@Nullable PhoneNumber number) {
    return number == null ? "" : number.value();
  }
}
