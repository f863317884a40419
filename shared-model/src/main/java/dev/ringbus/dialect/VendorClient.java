package dev.ringbus.dialect;

import dev.ringbus.model.CallEvent;
import java.util.Optional;

/**
 * The reverse side of a dialect: builds the vendor's requests and reads the answers that the vendor
 * would read. With it the hub asks CRMs that already speak the vendor's API, and the simulator is
 * the vendor's PBX. Pure, and safe for use by many threads.
 */
public interface VendorClient {

  /** How the vendor carries its parameters. */
  enum Style {
    GET_QUERY,
    POST_FORM,
    POST_JSON
  }

  /**
   * The request by which this vendor would tell of the event, whichever platform the event came
   * from; empty if this wire has no way to say it. Reading it gives an event with the same facts.
   *
   * @param style a vendor with one style only uses that one
   */
  Optional<PbxRequest> request(CallEvent event, Style style);

  /** What the answer to such a request asks for. */
  Answer answer(PbxResponse response);
}
