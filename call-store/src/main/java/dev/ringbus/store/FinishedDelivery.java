package dev.ringbus.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a claimed delivery. */
public sealed interface FinishedDelivery {

  ClaimedDelivery claimed();

  /**
   * The CRM has it.
   *
   * @param communicationId to be remembered for the call, if the CRM told it now
   * @param attached urls of recordings that the CRM has attached to the call now
   * @param remark for people
   * @param next deliveries that follow from it; added as {@link AssembledCall#deliveries} are
   */
  record Sent(
      ClaimedDelivery claimed,
      Instant at,
      @Nullable String communicationId,
      List<String> attached,
      @Nullable String remark,
      List<PlannedDelivery> next)
      implements FinishedDelivery {

    public Sent {
      attached = List.copyOf(attached);
      next = List.copyOf(next);
    }
  }

  /**
   * The CRM has the file. If the call's registration ({@link Operations#REGISTER_CALL}) waits, is
   * parked or is yet to be planned, it takes the file when it goes. If it is being sent, is unknown
   * or was sent, {@code attachment} is added: decided in the transaction that stores the file, so
   * that none is forgotten between the two. A registration that is sent once more may attach the
   * file before {@code attachment} does: then {@link UploadedFile#attached} says so.
   *
   * @param remark for people
   * @param attachment the delivery that attaches the file to a registered call
   */
  record Uploaded(
      ClaimedDelivery claimed,
      Instant at,
      UploadedFile file,
      @Nullable String remark,
      PlannedDelivery attachment)
      implements FinishedDelivery {}

  /**
   * It is to be tried again.
   *
   * @param isAttempt whether it counts as one; a wait for another delivery does not, and what was
   *     claimed as unknown then stays unknown
   * @param next deliveries that are needed first: in the same lane they go before this one
   */
  record Postponed(
      ClaimedDelivery claimed,
      Instant until,
      String reason,
      boolean isAttempt,
      List<PlannedDelivery> next)
      implements FinishedDelivery {

    public Postponed {
      next = List.copyOf(next);
    }
  }

  /**
   * What it needs is not there yet, through no fault of the CRM's: it falls due anew, and until
   * then the workspace does not lag behind with it.
   */
  record Deferred(ClaimedDelivery claimed, Instant until, String reason)
      implements FinishedDelivery {}

  /**
   * Nobody knows whether the CRM has it.
   *
   * @param isSent whether it was sent since it was claimed; if it was not, a person's decision that
   *     it be sent again still holds
   */
  record Unsettled(ClaimedDelivery claimed, Instant until, String reason, boolean isSent)
      implements FinishedDelivery {

    /** One that was sent. */
    public Unsettled(ClaimedDelivery claimed, Instant until, String reason) {
      this(claimed, until, reason, true);
    }
  }

  /** It waits for a person. */
  record Parked(ClaimedDelivery claimed, Instant at, String reason) implements FinishedDelivery {}

  /**
   * It was the last that the workspace was told of this call: whatever else is open of it is
   * dropped for the same reason.
   *
   * @param isAttempt whether the workspace was told
   * @param end added, so that {@link CallHistory#planned} shows that there is an end, and to be
   *     delivered in its turn
   */
  record CutOff(
      ClaimedDelivery claimed, Instant at, String reason, boolean isAttempt, PlannedDelivery end)
      implements FinishedDelivery {}

  /** It is not worth sending any more. */
  record Dropped(ClaimedDelivery claimed, Instant at, String reason) implements FinishedDelivery {}
}
