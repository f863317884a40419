package dev.ringbus.dialect.mts;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.CallEvent;
import java.util.Optional;

/** The platform's side of the wire: reports by POST, and reads {@code ReturnCRMData}. */
final class MtsClient implements VendorClient {

  /** {@code POST CallEvent}, whatever the style: this vendor has no other. */
  @Override
  public Optional<PbxRequest> request(CallEvent event, Style style) {
    return CrmDataWriter.write(event)
        .map(data ->
            MtsRequests.post(CallEventPath.CALL_EVENT, data, event.receivedAt().toInstant()));
  }

  @Override
  public Answer answer(PbxResponse response) {
    return response.status() == 200
        ? ReturnedAnswer.read(response.body())
        : new Answer.Malformed("expected status 200");
  }
}
