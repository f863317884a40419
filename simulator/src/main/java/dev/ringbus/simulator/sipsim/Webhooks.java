package dev.ringbus.simulator.sipsim;

import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Direction;
import dev.ringbus.simulator.pbx.CallFacts;
import dev.ringbus.simulator.pbx.Installation;
import dev.ringbus.simulator.pbx.Meaning;
import dev.ringbus.simulator.pbx.Step;
import dev.ringbus.simulator.pbx.Step.Send.Waiting;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of one call. */
final class Webhooks {

  private final Installation installation;
  private final Generation generation;
  private final CallFacts facts;
  private final Style style;

  Webhooks(Installation installation, Generation generation, CallFacts facts, Style style) {
    this.installation = installation;
    this.generation = generation;
    this.facts = facts;
    this.style = style;
  }

  Step.Send send(Event event) {
    facts.pass(event.after());
    CallEvent fact =
        switch (event) {
          case Event.Call call -> fact(call);
          case Event.Voicemail voicemail -> fact(voicemail);
          case Event.Test _ -> test();
        };
    return new Step.Send(
        installation.client().request(fact, style).orElseThrow(),
        event.after(),
        Waiting.TELLS,
        installation.client()::answer,
        meaning(event, fact));
  }

  private static Meaning meaning(Event event, CallEvent fact) {
    boolean recorded = fact.type() == CallEventType.CALL_ENDED && fact.recordingUrl() != null;
    return switch (event) {
      case Event.Test _ -> new Meaning.Probes();
      case Event.Call _, Event.Voicemail _ ->
          new Meaning.Says(
              fact,
              recorded
                  ? List.of(fact.type(), CallEventType.RECORDING_AVAILABLE)
                  : List.of(fact.type()));
    };
  }

  private CallEvent fact(Event.Call call) {
    CallEvent.Builder fact =
        at(call.type())
            .direction(call.way().direction())
            .caller(call.caller())
            .called(call.receiver())
            .outcome(call.outcome())
            .duration(call.duration())
            .recordingUrl(call.audioPath());
    if (call.ofOneEmployee()) {
      return fact.clientPhone(call.caller()).agent(call.receiver()).build();
    }
    return switch (call.way()) {
      case INCOMING -> fact.clientPhone(call.caller()).linePhone(call.receiver()).build();
      case OUTGOING -> fact.clientPhone(call.receiver()).linePhone(call.caller()).build();
    };
  }

  private CallEvent fact(Event.Voicemail voicemail) {
    CallEvent.Builder fact =
        at(CallEventType.VENDOR_OTHER)
            .direction(Direction.INBOUND)
            .caller(voicemail.caller())
            .called(voicemail.receiver())
            .clientPhone(voicemail.caller())
            .linePhone(voicemail.receiver())
            .duration(Duration.ofSeconds(voicemail.seconds()))
            .recordingUrl(voicemail.audioPath());
    Map<String, @Nullable Object> raw = new LinkedHashMap<>();
    raw.put("event", "voicemail");
    raw.put("time", fact.build().occurredAt().toInstant().toString());
    raw.put("pbx_id", facts.callId().value());
    raw.put("duration", voicemail.seconds());
    raw.put("caller", voicemail.caller().value());
    raw.put("receiver", voicemail.receiver().value());
    raw.put("audio_path", voicemail.audioPath());
    return fact.raw(raw).build();
  }

  private CallEvent test() {
    CallEvent.Builder fact = at(CallEventType.VENDOR_OTHER);
    Map<String, @Nullable Object> raw = new LinkedHashMap<>();
    raw.put("event", "test");
    raw.put("message", "Test webhook");
    raw.put("timestamp", fact.build().occurredAt().toInstant().toString());
    raw.put("pbx_id", facts.callId().value());
    return fact.raw(raw).build();
  }

  private CallEvent.Builder at(CallEventType type) {
    CallEvent.Builder event = facts.event(type);
    ChronoUnit unit =
        switch (generation) {
          case A -> ChronoUnit.MILLIS;
          case B -> ChronoUnit.SECONDS;
        };
    return event.occurredAt(event.build().occurredAt().truncatedTo(unit));
  }
}
