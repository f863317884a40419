package dev.ringbus.crm.kontur;

import dev.ringbus.model.WireName;
import org.jspecify.annotations.Nullable;

/**
 * One end of a leg, as the CRM knows it.
 *
 * @param userId of a user; absent if nobody is mapped to the number
 */
public record KonturParty(Type type, @Nullable String userId) {

  /** Who it is. */
  public enum Type implements WireName {
    USER("user"),
    CLIENT("client");

    private final String wireName;

    Type(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  public static final KonturParty CLIENT = new KonturParty(Type.CLIENT, null);

  BodyText write() {
    return new BodyText().put("type", type.wireName()).put("userId", userId);
  }

  static KonturParty read(BodyFields fields) {
    Type type = fields.choice("type", Type.class);
    if (type == null) {
      fields.missing("type");
    }
    return new KonturParty(type == null ? Type.CLIENT : type, fields.text("userId"));
  }
}
