package dev.ringbus.simulator.comagic;

import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Direction;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.simulator.pbx.CallFacts;
import dev.ringbus.simulator.pbx.Chance;
import dev.ringbus.simulator.pbx.Installation;
import dev.ringbus.simulator.pbx.Invented;
import dev.ringbus.simulator.pbx.Meaning;
import dev.ringbus.simulator.pbx.Step;
import dev.ringbus.simulator.pbx.Step.Send.Waiting;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of one call. */
final class ComagicWire {

  private static final DateTimeFormatter START_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private static final Duration BETWEEN_NODES = Duration.ofSeconds(4);

  private final Installation installation;
  private final CallFacts facts;
  private final String idName;
  private final Style style;
  private final PhoneNumber caller;
  private final PhoneNumber line;
  private final String began;
  private boolean asked;

  /**
   * @param idName the parameter that the call's id goes by
   */
  ComagicWire(
      Installation installation, CallFacts facts, Chance chance, String idName, Style style) {
    this.installation = installation;
    this.facts = facts;
    this.idName = idName;
    this.style = style;
    this.caller = Invented.russianMobile(chance);
    this.line = Invented.russianLine(chance);
    this.began = START_TIME.format(facts.event(CallEventType.CALL_STARTED).build().occurredAt());
  }

  /** A node asks what to do, after the caller typed these digits, if any. */
  Step.Send ask(String node, @Nullable String digits) {
    Duration after = asked ? BETWEEN_NODES : Duration.ZERO;
    asked = true;
    facts.pass(after);
    CallEvent fact =
        facts
            .event(digits == null ? CallEventType.DECISION_ASKED : CallEventType.DIGITS_RECEIVED)
            .direction(Direction.INBOUND)
            .caller(caller)
            .called(line)
            .clientPhone(caller)
            .linePhone(line)
            .digits(digits)
            .node(node)
            .raw(raw(digits))
            .build();
    List<CallEventType> types =
        digits == null
            ? List.of(CallEventType.CALL_STARTED, CallEventType.DECISION_ASKED)
            : List.of(
                CallEventType.CALL_STARTED,
                CallEventType.DIGITS_RECEIVED,
                CallEventType.DECISION_ASKED);
    return new Step.Send(
        atNode(installation.client().request(fact, style).orElseThrow(), node),
        after,
        Waiting.ASKS,
        installation.client()::answer,
        new Meaning.Says(fact, types));
  }

  /** In the order of the vendor's example; {@code None} is what it prints for nothing. */
  private Map<String, @Nullable Object> raw(@Nullable String digits) {
    Map<String, @Nullable Object> raw = new LinkedHashMap<>();
    raw.put(idName, facts.callId().value());
    raw.put("start_time", began);
    raw.put("input_result", digits == null ? "None" : digits);
    raw.put("numa", caller.withoutPlus());
    raw.put("numb", line.withoutPlus());
    return raw;
  }

  private static PbxRequest atNode(PbxRequest request, String node) {
    return new PbxRequest(
        request.method(),
        node,
        request.rawQuery(),
        request.headers(),
        request.body(),
        request.receivedAt());
  }
}
