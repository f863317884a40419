package dev.ringbus.routing.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;

/** {@code open} was asked about a calendar that there is not: a condition that is unknown. */
final class UnknownCalendar extends CelRuntimeException {

  UnknownCalendar() {
    super(new IllegalArgumentException("no such calendar"), CelErrorCode.INVALID_ARGUMENT);
  }
}
