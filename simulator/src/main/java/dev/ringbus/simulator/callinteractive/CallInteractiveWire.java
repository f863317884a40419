package dev.ringbus.simulator.callinteractive;

import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Direction;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.simulator.pbx.CallFacts;
import dev.ringbus.simulator.pbx.Installation;
import dev.ringbus.simulator.pbx.Meaning;
import dev.ringbus.simulator.pbx.Step;
import dev.ringbus.simulator.pbx.Step.Send.Waiting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of one call. */
final class CallInteractiveWire {

  /** The variable of the IVR that typed digits go into; its URLs have it as a parameter. */
  private static final String VARIABLE = "code";

  private static final String IVR_EXTENSION = "000*332";
  private static final String IVR_SHORT = "332";
  private static final long IVR_EXTENSION_ID = 145;
  private static final long CALLER_EXTENSION_ID = 134;

  private final Installation installation;
  private final Profile profile;
  private final CallFacts facts;
  private final String callId;
  private final Parties parties;
  private final Style style;

  /**
   * @param callId of this leg; that of the facts outlives transfers
   */
  CallInteractiveWire(
      Installation installation,
      Profile profile,
      CallFacts facts,
      String callId,
      Parties parties,
      Style style) {
    this.installation = installation;
    this.profile = profile;
    this.facts = facts;
    this.callId = callId;
    this.parties = parties;
    this.style = style;
  }

  /** An option of the IVR asks what to do. */
  Step.Send ask(Ivr ivr) {
    facts.pass(ivr.passed());
    CallEventType type =
        ivr.digits() == null ? CallEventType.DECISION_ASKED : CallEventType.DIGITS_RECEIVED;
    CallEvent.Builder fact = facts.event(type).digits(ivr.digits()).node(ivr.node());
    addParties(fact);
    CallEvent asked = fact.raw(raw()).build();
    return new Step.Send(
        atUrl(installation.client().request(asked, style).orElseThrow(), ivr),
        ivr.passed(),
        Waiting.ASKS,
        installation.client()::answer,
        new Meaning.Says(asked, types(ivr)));
  }

  private static List<CallEventType> types(Ivr ivr) {
    return ivr.digits() == null
        ? List.of(CallEventType.CALL_STARTED, CallEventType.DECISION_ASKED)
        : List.of(
            CallEventType.CALL_STARTED,
            CallEventType.DIGITS_RECEIVED,
            CallEventType.DECISION_ASKED);
  }

  private void addParties(CallEvent.Builder fact) {
    switch (parties) {
      case Parties.External(PhoneNumber caller, PhoneNumber did) ->
          fact.direction(Direction.INBOUND)
              .caller(caller)
              .called(did)
              .clientPhone(caller)
              .linePhone(did);
      case Parties.Internal(String extension) ->
          fact.direction(Direction.INTERNAL)
              .caller(new PhoneNumber(extension))
              .called(new PhoneNumber(IVR_SHORT))
              .agent(new PhoneNumber(extension));
    }
  }

  private Map<String, @Nullable Object> raw() {
    Map<String, @Nullable Object> raw = new LinkedHashMap<>();
    raw.put("EventType", "call_interactive");
    raw.put("CallID", callId);
    switch (parties) {
      case Parties.External(PhoneNumber caller, PhoneNumber did) -> {
        raw.put("CallerIDNum", profile.write(caller));
        raw.put("CallerIDName", profile.write(caller));
        raw.put("CalledDID", profile.write(did));
        raw.put("CalledNumber", profile.write(did));
      }
      case Parties.Internal(String extension) -> {
        raw.put("CallerIDNum", extension);
        raw.put("CallerIDName", extension);
        raw.put("CallerExtension", extension);
        raw.put("CallerExtensionID", CALLER_EXTENSION_ID);
        raw.put("CalledNumber", IVR_SHORT);
      }
    }
    raw.put("CalledExtension", IVR_EXTENSION);
    raw.put("CalledExtensionID", IVR_EXTENSION_ID);
    raw.put("CallStatus", "ANSWER");
    raw.put("CallFlow", "IN");
    raw.put("CallAPIID", facts.callId().value());
    return raw;
  }

  /** The option's own URL, whose parameters stand before those that the vendor adds: the digits. */
  private PbxRequest atUrl(PbxRequest request, Ivr ivr) {
    String digits = ivr.digits() == null ? profile.unset(VARIABLE) : ivr.digits();
    String own = Parameters.of(Map.of(digitsParameter(), digits)).encoded();
    String query = request.rawQuery().isEmpty() ? own : own + "&" + request.rawQuery();
    return new PbxRequest(
        request.method(),
        ivr.node(),
        query,
        request.headers(),
        request.body(),
        request.receivedAt());
  }

  private String digitsParameter() {
    return installation.options().get("digitsFrom") instanceof String name ? name : "digits";
  }
}
