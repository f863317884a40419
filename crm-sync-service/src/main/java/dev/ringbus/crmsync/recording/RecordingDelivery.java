package dev.ringbus.crmsync.recording;

import dev.ringbus.crm.CrmGateway;
import dev.ringbus.store.ClaimedDelivery;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the dispatcher calls for a delivery of the operation {@code upload}. */
@FunctionalInterface
public interface RecordingDelivery {

  /**
   * Fetches a recording and gives it to the CRM. It may take minutes, so whoever holds the claim
   * extends it meanwhile; cancelling gives up, and leaves nothing behind. Whatever is wrong with
   * the recording is a result; what is wrong with the CRM fails with a {@link
   * dev.ringbus.crm.CrmFailure}, as any push does.
   *
   * @param url as the PBX gave it: not to be trusted
   * @param legId the leg that was recorded, if one is known
   */
  Mono<RecordingResult> upload(
      ClaimedDelivery claimed, String url, @Nullable String legId, CrmGateway gateway);
}
