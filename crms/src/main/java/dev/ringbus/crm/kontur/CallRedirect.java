package dev.ringbus.crm.kontur;

import dev.ringbus.model.PhoneNumber;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The answer to {@code call-redirect}: who is responsible for a client.
 *
 * @param userIds in the CRM's order
 */
public record CallRedirect(List<String> userIds) {

  /**
   * By which the CRM is asked; the vendor calls it the responsible user's, and means the client's.
   */
  public static final String PHONE_NUMBER = "phoneNumber";

  public CallRedirect {
    userIds = List.copyOf(userIds);
  }

  /** The query of the question by the client's number, which can be asked before anything else. */
  public static String query(PhoneNumber client) {
    return PHONE_NUMBER
        + "="
        + URLEncoder.encode(client.writeInternational(), StandardCharsets.UTF_8);
  }

  /** The answer in UTF-8. */
  public byte[] write() {
    ArrayNode users = JsonNodeFactory.instance.arrayNode();
    userIds.forEach(users::add);
    return new BodyText().put("userIds", users).bytes();
  }

  /**
   * Reads the answer.
   *
   * @throws InvalidFields if it is no object
   */
  public static CallRedirect read(byte[] json) {
    return new CallRedirect(BodyFields.of(json).texts("userIds"));
  }
}
