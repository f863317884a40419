package dev.ringbus.crm.kontur;

import dev.ringbus.crm.kontur.SystemCall.Call;
import dev.ringbus.crm.kontur.SystemCall.HangUp;
import dev.ringbus.crm.kontur.SystemCall.Synchronize;
import dev.ringbus.crm.kontur.SystemCall.Upgrade;
import org.jspecify.annotations.Nullable;

/** Writes system calls as the CRM does: the reverse of {@link SystemCallReader}. */
public final class SystemCallWriter {

  private SystemCallWriter() {}

  /**
   * The path below the integration's base URL, not encoded.
   *
   * @param ws the workspace's name, for the path below {@code api/v1/{ws}/}; null for the short one
   */
  public static String path(SystemCall call, @Nullable String ws) {
    String path =
        switch (call) {
          case Call _ -> "communications/call";
          case HangUp(String id, String _, var _) ->
              id == null ? "communications/hangup" : "communications/" + id + "/hangup";
          case Synchronize _ -> "communications/sync";
          case Upgrade _ -> "setup/upgrade";
        };
    return ws == null ? path : "api/v1/" + ws + "/" + path;
  }

  /** The body in UTF-8; empty where there is none. */
  public static byte[] body(SystemCall call) {
    return switch (call) {
      case Call(String communicationId, String from, String to, String clientPhone) ->
          new BodyText()
              .put("communicationId", communicationId)
              .put("fromUserId", from)
              .put("toUserId", to)
              .put("clientPhone", clientPhone)
              .bytes();
      case HangUp(String _, String item, String userId) ->
          new BodyText().put("realtimeCallItemId", item).put("userId", userId).bytes();
      case Synchronize _, Upgrade _ -> new byte[0];
    };
  }
}
