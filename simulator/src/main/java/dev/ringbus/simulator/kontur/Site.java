package dev.ringbus.simulator.kontur;

import dev.ringbus.model.IntegrationId;
import dev.ringbus.simulator.kontur.recordings.Recordings;
import dev.ringbus.simulator.web.BodyReader;
import dev.ringbus.simulator.web.WebAnswer.Response;
import dev.ringbus.simulator.web.WebHandler;
import dev.ringbus.simulator.web.WebRequest;
import dev.ringbus.simulator.web.WholeBody;
import java.util.Map;
import java.util.function.Supplier;

/** Everything on the port: the CRM's API, and beside it recordings and the PBXs' own API. */
final class Site implements WebHandler {

  private final Api api;
  private final Recordings recordings;
  private final Faults faults;
  private final Supplier<PhoneSystem> phones;

  Site(Api api, Recordings recordings, Faults faults, Supplier<PhoneSystem> phones) {
    this.api = api;
    this.recordings = recordings;
    this.faults = faults;
    this.phones = phones;
  }

  @Override
  public BodyReader begin(WebRequest request) {
    var path = request.path();
    if (path.size() >= 2 && path.getFirst().equals("api") && path.get(1).equals("v1")) {
      return api.begin(request);
    }
    if (path.size() == 2 && path.getFirst().equals("recordings")) {
      return new WholeBody(_ -> recordings.answer(path.get(1)));
    }
    if (path.size() == 3
        && path.getFirst().equals("pbx")
        && path.get(2).equals("originate")
        && request.method().equals("POST")) {
      return new WholeBody(body -> originate(path.get(1), body));
    }
    return new WholeBody(_ -> Replies.json(404, "Not Found"));
  }

  private Response originate(String integration, byte[] body) {
    try {
      Fields fields = Fields.of(body, "call");
      PhoneSystem.Placing placing =
          phones
              .get()
              .place(new IntegrationId(integration), fields.text("from"), fields.text("to"));
      return switch (placing) {
        case PLACED -> Replies.json(200, Map.of("result", "placed"));
        case NOT_SUPPORTED -> Replies.conflict("notSupported", "This PBX places no calls");
        case UNKNOWN_INTEGRATION ->
            Replies.json(404, Map.of("message", "expected an integration, got " + integration));
      };
    } catch (Malformed e) {
      return Replies.problem(faults.refusal().status(), e.errors());
    } catch (IllegalArgumentException e) {
      return Replies.json(400, Map.of("message", String.valueOf(e.getMessage())));
    }
  }
}
