package dev.ringbus.simulator.exchange;

import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import dev.ringbus.simulator.pbx.Meaning;
import java.time.Duration;
import java.util.Set;

/**
 * One request and what came of it.
 *
 * @param request as it was spelt; without credentials
 * @param target path and query for people, the key masked
 * @param meaning what the hub was to make of the request
 * @param manner the misbehaviours with which it was sent
 */
public record Exchange(
    IntegrationId integration,
    Platform platform,
    PbxRequest request,
    String target,
    Meaning meaning,
    Set<Misbehaviour> manner,
    Result result) {

  public Exchange {
    manner = Set.copyOf(manner);
  }

  /** What came of the request. */
  public sealed interface Result {

    /** An answer, and what the vendor makes of it. */
    record Answered(PbxResponse response, Verdict verdict, Duration latency) implements Result {}

    /** No answer, and why. */
    record Unanswered(String why) implements Result {}
  }
}
