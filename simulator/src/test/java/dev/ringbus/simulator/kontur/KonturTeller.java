package dev.ringbus.simulator.kontur;

import dev.ringbus.model.CallEvent;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;

/** Tells a CRM of a call's events, in words of its own. */
public final class KonturTeller {

  public static final String API_KEY = Told.API_KEY;

  /** With the offset in digits, also where it is none. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

  private final KonturCrm crm;
  private final Told told;

  public KonturTeller(KonturCrm crm) throws Exception {
    this.crm = crm;
    this.told = new Told(crm);
    told.authorize();
  }

  /** A button was pressed. */
  public void ask(String user, String phone) {
    try (SystemCalls calls = crm.systemCalls(crm.url())) {
      // The CRM itself stands in for the hub: whatever it answers, the call has been asked for.
      now(() -> calls.call(user, phone));
      crm.clearViolations();
    }
  }

  public void fail(String communicationId) {
    now(() -> told.tell("call-failed", "{\"communicationId\": \"" + communicationId + "\"}"));
  }

  public void start(CallEvent event) {
    now(() -> told.tell("call-started", call(event)));
  }

  public void leg(CallEvent event, String type) {
    String id = event.key() + "/" + event.agent();
    now(() ->
        told.tell(
            "call-event",
            """
            {"externalId": "%s", "externalCallItemId": "%s", "realtimeCallItemId": "%s",
             "timestamp": "%s", "type": "%s", "from": {"type": "client"},
             "to": {"type": "user", "userId": "u-1"}}\
            """
                .formatted(event.key(), id, id, TIME.format(event.occurredAt()), type)));
  }

  public void finish(CallEvent event) {
    now(() -> told.tell("call-finished", call(event)));
  }

  /**
   * Registers the call with one leg.
   *
   * @param recording of that leg, as {@link #upload} gave it, or nothing
   */
  public void register(CallEvent event, String recording) {
    now(() ->
        told.tell(
            "register-call",
            """
            {"externalId": "%s", "externalVatsPhone": "%s", "clientPhone": "%s",
             "direction": "%s", "items": [{"id": "%s/306", "from": {"type": "client"},
             "to": {"type": "user", "userId": "u-1"}, "recordings": [%s]}]}\
            """
                .formatted(
                    event.key(),
                    event.linePhone(),
                    event.clientPhone(),
                    direction(event),
                    event.key(),
                    recording)));
  }

  public String upload(byte[] content) {
    return Told.recording(Told.json(now(() -> told.upload(content))));
  }

  public byte[] fetch(String url) {
    return now(() -> told.bytes(url.substring(crm.url().toString().length()))).body();
  }

  private static String call(CallEvent event) {
    return """
    {"timestamp": "%s", "externalId": "%s", "externalVatsPhone": "%s", "clientPhone": "%s",
     "direction": "%s"}\
    """
        .formatted(
            TIME.format(event.occurredAt()),
            event.key(),
            event.linePhone(),
            event.clientPhone(),
            direction(event));
  }

  private static String direction(CallEvent event) {
    return event.direction() == null ? "inbound" : event.direction().wireName();
  }

  private static <T> T now(Callable<T> request) {
    try {
      return request.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
