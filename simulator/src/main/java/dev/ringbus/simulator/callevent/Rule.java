package dev.ringbus.simulator.callevent;

/** What the platform keeps to. */
public enum Rule {
  /** Requests carry the user and the password of Basic authentication. */
  CREDENTIALS,
  /** Paths and methods are those of the API. */
  KNOWN_PATH,
  /** A body is {@code application/json; charset=UTF-8}. */
  CONTENT_TYPE,
  /** {@code CRMData} has its fields, all of them, and no others, in their types. */
  WELL_FORMED,
  /** Nothing is asked or told before both activation tests were answered with 200. */
  ACTIVATED_FIRST,
  /** After a report that was not answered with 200 nothing more is told of that call. */
  NO_REPORT_AFTER_FAILURE,
  /** Nor is it polled for any more, once that has got about. */
  NO_POLL_AFTER_FAILURE,
  /** After a poll that was not answered with {@code ReturnCRMData} the call is polled no more. */
  NO_POLL_AFTER_MALFORMED,
  /** A call is polled once it is connected, not before. */
  POLLED_WHEN_CONNECTED,
  /** A call is not polled once its end has been told. */
  NO_POLL_AFTER_END,
  /** Between two polls of a call there is half of the interval at least. */
  INTERVAL
}
