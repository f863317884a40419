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

  OffsetDateTime requestedAt();

  /** The Kafka key: the call's, or one that keeps commands about the same thing in order. */
  String key();

  /** A command of a CRM workspace. */
  sealed interface FromCrm extends CallCommand {

    /** The workspace's id. */
    String crm();
  }

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
      implements FromCrm {

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
      implements FromCrm {

    @Override
    public String key() {
      return call.toString();
    }
  }

  /** {@code synchronize}: send again whatever the CRM lacks. */
  record Synchronize(String id, String crm, OffsetDateTime requestedAt) implements FromCrm {

    @Override
    public String key() {
      return "crm/" + crm;
    }
  }

  /**
   * {@code told}: routing has asked a CRM that was made for MTS what is to be done, and so has told
   * it of this event.
   *
   * @param event its id
   */
  record Told(String id, String crm, OffsetDateTime requestedAt, CallKey call, String event)
      implements FromCrm {

    @Override
    public String key() {
      return call.toString();
    }
  }

  /**
   * {@code untold}: such a CRM might have been asked about this event by the rules of a plan, and
   * was not, or did not answer: whoever reports events to it is to tell it.
   *
   * @param event its id
   */
  record Untold(String id, String crm, OffsetDateTime requestedAt, CallKey call, String event)
      implements FromCrm {

    @Override
    public String key() {
      return call.toString();
    }
  }

  /**
   * {@code begin-requests}: a CRM that is told of calls as MTS tells of them has been told of this
   * one, so that it may be asked about it. Said once or twice of a call.
   */
  record BeginRequests(String id, String crm, OffsetDateTime requestedAt, CallKey call)
      implements FromCrm {

    @Override
    public String key() {
      return call.toString();
    }
  }

  /**
   * {@code end-requests}: a CRM that is told of calls as MTS tells of them has answered so that MTS
   * would send it nothing more about this call, and neither does the hub.
   *
   * @param reason what it answered, for people
   */
  record EndRequests(String id, String crm, OffsetDateTime requestedAt, CallKey call, String reason)
      implements FromCrm {

    @Override
    public String key() {
      return call.toString();
    }
  }

  /**
   * {@code instruct}: tell a connected call's PBX something at its next poll. The command's id is
   * the instruction's.
   *
   * @param source who wants it: {@code api}, {@code crm/ID} or {@code plan/ID/RULE}
   * @param expiresAt when it is worth nothing any more
   * @param offerAgainAfter how many polls without proof are waited for before it is offered a
   *     second time; never if absent
   */
  record Instruct(
      String id,
      OffsetDateTime requestedAt,
      CallKey call,
      Instruction instruction,
      String source,
      OffsetDateTime expiresAt,
      @Nullable Integer offerAgainAfter)
      implements CallCommand {

    @Override
    public String key() {
      return call.toString();
    }
  }

  /**
   * {@code withdraw}: take back an instruction that has not been offered yet.
   *
   * @param instruction its id
   */
  record Withdraw(String id, OffsetDateTime requestedAt, CallKey call, String instruction)
      implements CallCommand {

    @Override
    public String key() {
      return call.toString();
    }
  }
}
