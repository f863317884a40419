package dev.ringbus.dialect.mts;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the platform requests beside its reports: the poll, and the two tests that it makes when its
 * settings are saved. Paths are below the CRM's base URL.
 */
public final class MtsRequests {

  private MtsRequests() {}

  /** What the platform sends every three seconds while a call is connected. */
  public static PbxRequest poll(MtsCallId call, Instant at) {
    return get(CallEventPath.CALL_EVENT + "/" + call, at);
  }

  /** The first activation test. */
  public static PbxRequest testByGet(Instant at) {
    return get(CallEventPath.CALL_EVENT, at);
  }

  /**
   * The second activation test: empty values, and the number that was set up.
   *
   * @param un the universal number
   */
  public static PbxRequest testByPost(String un, Instant at) {
    return post(CallEventPath.CALL_EVENT + "/0", CrmDataWriter.empty(un), at);
  }

  static PbxRequest post(String path, Map<String, Object> data, Instant at) {
    return new PbxRequest(
        "POST",
        path,
        "",
        List.of(new Header("Content-Type", ReturnCrmData.CONTENT_TYPE)),
        Body.of(CrmFields.write(data)),
        at);
  }

  private static PbxRequest get(String path, Instant at) {
    return new PbxRequest("GET", path, "", List.of(), Body.EMPTY, at);
  }
}
