package dev.ringbus.model;

/**
 * One call in the whole hub, {@code {integration}:{callId}}: the Kafka key and the unit of order.
 */
public record CallKey(IntegrationId integration, CallId callId) {

  /**
   * Reads a key back from its text.
   *
   * @throws IllegalArgumentException if there is no colon, or a part is not of its form
   */
  public static CallKey parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a call key is {integration}:{callId}, not " + text);
    }
    return new CallKey(
        new IntegrationId(text.substring(0, colon)), new CallId(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return integration + ":" + callId;
  }
}
