package dev.ringbus.simulator.kontur;

import dev.ringbus.model.WireName;
import org.jspecify.annotations.Nullable;

/**
 * One end of a leg, as it was told.
 *
 * @param userId of a user who is known
 */
public record KnownParty(Kind kind, @Nullable String userId) {

  /** On which side of the CRM a party is. */
  public enum Kind implements WireName {
    USER("user"),
    CLIENT("client");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  @Override
  public String toString() {
    return userId == null ? kind.wireName() : kind.wireName() + " " + userId;
  }
}
