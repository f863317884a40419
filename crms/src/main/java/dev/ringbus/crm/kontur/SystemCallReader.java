package dev.ringbus.crm.kontur;

import dev.ringbus.crm.kontur.SystemCall.Call;
import dev.ringbus.crm.kontur.SystemCall.HangUp;
import dev.ringbus.crm.kontur.SystemCall.Synchronize;
import dev.ringbus.crm.kontur.SystemCall.Upgrade;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads system calls. How the integration's base URL relates to the CRM's own {@code /api/v1/{ws}/}
 * is not documented, so each path is read with and without it; so is that of HANGUP with and
 * without the id, which the vendor's reference has both ways.
 */
public final class SystemCallReader {

  private SystemCallReader() {}

  /**
   * The system call of a request; empty if the path is none's.
   *
   * @param path below the integration's base URL, decoded but for slashes inside of segments, for
   *     example {@code communications/call} or {@code api/v1/acme/communications/call}
   * @throws InvalidFields if the body is not what that path takes
   */
  public static Optional<SystemCall> read(String path, byte[] body) {
    List<String> segments = segments(path);
    return switch (segments.size()) {
      case 2 -> read(segments.getFirst() + "/" + segments.getLast(), null, body);
      case 3 -> read(segments.getFirst() + "/{id}/" + segments.getLast(), segments.get(1), body);
      default -> Optional.empty();
    };
  }

  /** A slash that belongs to a segment is still encoded. */
  private static List<String> segments(String path) {
    String bare = path.replaceFirst("^/+", "").replaceFirst("/+$", "");
    List<String> segments = List.of(bare.split("/", -1));
    boolean prefixed =
        segments.size() > 3 && segments.getFirst().equals("api") && segments.get(1).equals("v1");
    return prefixed ? segments.subList(3, segments.size()) : segments;
  }

  private static Optional<SystemCall> read(String template, @Nullable String id, byte[] body) {
    return switch (template) {
      case "communications/call" -> Optional.of(call(body));
      case "communications/hangup", "communications/{id}/hangup" -> Optional.of(hangUp(id, body));
      case "communications/sync" -> Optional.of(new Synchronize());
      case "setup/upgrade" -> Optional.of(new Upgrade());
      default -> Optional.empty();
    };
  }

  private static Call call(byte[] json) {
    BodyFields body = BodyFields.of(json);
    String communicationId = body.required("communicationId");
    String fromUserId = body.required("fromUserId");
    String toUserId = body.optional("toUserId");
    String clientPhone = body.optional("clientPhone");
    if (toUserId == null && clientPhone == null) {
      body.fault("clientPhone", "The clientPhone or toUserId field is required.");
    }
    body.check();
    return new Call(communicationId, fromUserId, toUserId, clientPhone);
  }

  private static HangUp hangUp(@Nullable String id, byte[] json) {
    BodyFields body = BodyFields.of(json);
    String realtimeCallItemId = body.required("realtimeCallItemId");
    String userId = body.optional("userId");
    body.check();
    return new HangUp(id, realtimeCallItemId, userId);
  }
}
