package dev.ringbus.crm.callevent.http;

import dev.ringbus.dialect.Body;

/**
 * What came back.
 *
 * @param contentType empty if it names none
 * @param isOverfull whether there was more than is read
 */
record Response(int status, String contentType, Body body, boolean isOverfull) {

  private static final String JSON = "application/json";

  boolean isTaken() {
    return status == 200;
  }

  /** Whatever parameters follow. */
  boolean isJson() {
    String type = contentType.strip();
    return type.regionMatches(true, 0, JSON, 0, JSON.length())
        && (type.length() == JSON.length() || " ;".indexOf(type.charAt(JSON.length())) >= 0);
  }
}
