package dev.ringbus.model;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a CRM or a person wants done: the value of a record on {@code ringbus.commands}, with its
 * name in the field {@code command}.
 */
public sealed interface CallCommand {

  /** Unique; the same command delivered twice has the same id. */
  String id();

  /** The CRM workspace that it comes from. */
  String crm();

  OffsetDateTime requestedAt();

  /** The Kafka key: the call's, or one that keeps commands about the same thing in order. */
  String key();

  /**
   * {@code originate}: begin a call from a CRM user to a client, or to another user.
   *
   * @param communicationId the CRM's id of the call that is to be
   * @param toUserId of an internal call only
   * @param clientPhone as the CRM wrote it; absent in an internal call
   */
  record Originate(
      String id,
      String crm,
      OffsetDateTime requestedAt,
      String communicationId,
      String fromUserId,
      @Nullable String toUserId,
      @Nullable String clientPhone)
      implements CallCommand {

    @Override
    public String key() {
      return "crm/" + crm + "/" + communicationId;
    }
  }

  /**
   * {@code hangup}: end a call that is connected.
   *
   * @param legId the leg whose button was pressed
   * @param userId whose button it was
   */
  record HangUp(
      String id,
      String crm,
      OffsetDateTime requestedAt,
      CallKey call,
      String legId,
      @Nullable String userId)
      implements CallCommand {

    @Override
    public String key() {
      return call.toString();
    }
  }

  /** {@code synchronize}: send again whatever the CRM lacks. */
  record Synchronize(String id, String crm, OffsetDateTime requestedAt) implements CallCommand {

    @Override
    public String key() {
      return "crm/" + crm;
    }
  }
}
