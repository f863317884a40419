package dev.ringbus.dialect.mts;

import dev.ringbus.dialect.Body;
import dev.ringbus.model.CallEvent;
import java.util.Optional;

/**
 * {@code CRMData}, what the platform reports: the hub's names for its fields.
 *
 * @param fields as they came; an empty one counts as missing
 */
record CrmData(CrmFields fields) {

  static final String CALL_ID = "CallID";
  static final String EVENT_TIME = "EventTime";
  static final String AN = "AN";
  static final String UN = "UN";
  static final String DN1 = "DN1";
  static final String DN2 = "DN2";
  static final String EXT1 = "EXT1";
  static final String EXT2 = "EXT2";
  static final String DTMF = "DTMF";
  static final String GENERIC = "Generic";
  static final String RESULT = "Result";
  static final String EVENT_TYPE = "EventType";
  static final String SERVICE_TYPE = "ServiceType";

  /** The data of a request; empty if the bytes are no JSON object. */
  static Optional<CrmData> read(Body body) {
    return CrmFields.read(body, "CRMData", "CRMDData").map(CrmData::new);
  }

  /** The data that an event of this platform was read from; of any other platform, nothing. */
  static CrmData of(CallEvent event) {
    return new CrmData(
        event.platform().equals(Mts.PLATFORM) ? new CrmFields(event.raw()) : CrmFields.NONE);
  }

  String text(String name) {
    return fields.text(name);
  }

  /** Whether no call is named: the field is missing or empty, or zero. */
  boolean namesNoCall() {
    return text(CALL_ID).isBlank() || call().equals(Optional.of(MtsCallId.NO_CALL));
  }

  /** The call's number; empty if it is no int64. */
  Optional<MtsCallId> call() {
    return MtsCallId.parse(text(CALL_ID).strip());
  }

  /** Whether nothing is said to have happened: the field is missing or empty, or zero. */
  boolean namesNoEvent() {
    return text(EVENT_TYPE).isBlank() || fields.code(EVENT_TYPE) == 0;
  }

  EventType event() {
    return EventType.read(fields.code(EVENT_TYPE));
  }

  /** The service, and if none is named the one that the seed is about. */
  ServiceType service() {
    return text(SERVICE_TYPE).isBlank()
        ? ServiceType.SECRETARY
        : ServiceType.read(fields.code(SERVICE_TYPE));
  }

  String result() {
    return text(RESULT).strip();
  }
}
