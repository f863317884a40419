package dev.ringbus.crmsync.work;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Leg;
import dev.ringbus.model.LegProgress;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one delivery tells a CRM, as JSON in {@link PlannedDelivery#payload}. The kind is not part
 * of the JSON: {@link PlannedDelivery#operation} has it. Whatever the call itself knows is not in
 * it either: that is read when the delivery is sent.
 */
public sealed interface Payload {

  /** The kind of delivery: what people and metrics see. */
  String operation();

  /** The name of the first delivery of this, unique for a workspace and a call. */
  String name();

  /**
   * The name of one of several deliveries of this.
   *
   * @param time 1 for the first, and so on
   */
  default String name(int time) {
    return time == 1 ? name() : name() + "/" + time;
  }

  /** What it waits behind. */
  default Lane lane() {
    return Lane.CALL;
  }

  /** What is only worth telling while it happens. */
  sealed interface Notice extends Payload {

    /** When it happened, by the PBX's clock. */
    OffsetDateTime at();
  }

  /** {@code call-started}. */
  record CallStarted(OffsetDateTime at) implements Notice {

    static final String OPERATION = "call-started";

    @Override
    public String operation() {
      return OPERATION;
    }

    @Override
    public String name() {
      return OPERATION;
    }
  }

  /**
   * {@code call-event}.
   *
   * @param leg as it was then: later steps of it are not among its changes
   */
  record LegChanged(Leg leg, LegProgress progress, OffsetDateTime at) implements Notice {

    static final String OPERATION = "call-event";

    @Override
    public String operation() {
      return OPERATION;
    }

    @Override
    public String name() {
      return "leg/" + leg.id() + "/" + progress.wireName();
    }
  }

  /** {@code call-finished}. */
  record CallFinished(OffsetDateTime at) implements Notice {

    static final String OPERATION = "call-finished";

    @Override
    public String operation() {
      return OPERATION;
    }

    @Override
    public String name() {
      return OPERATION;
    }
  }

  /** {@code call-failed}: a call that the CRM asked for did not come about. */
  record CallFailed(String reason) implements Payload {

    static final String OPERATION = "call-failed";

    @Override
    public String operation() {
      return OPERATION;
    }

    @Override
    public String name() {
      return OPERATION;
    }
  }

  /** {@code register-call}. */
  record RegisterCall() implements Payload {

    static final String OPERATION = "register-call";

    @Override
    public String operation() {
      return OPERATION;
    }

    @Override
    public String name() {
      return OPERATION;
    }
  }

  /**
   * {@code upload}: fetch a recording and give it to the CRM to keep for a while.
   *
   * @param legId whose recording it is, if a leg is known
   */
  record UploadRecording(String url, @Nullable String legId) implements Payload {

    static final String OPERATION = "upload";

    @Override
    public String operation() {
      return OPERATION;
    }

    @Override
    public String name() {
      return OPERATION + "/" + UrlHash.of(url);
    }

    @Override
    public Lane lane() {
      return Lane.FILES;
    }
  }

  /** {@code call-recording}: attach an uploaded recording to a call that has been registered. */
  record AttachRecording(String url, @Nullable String legId) implements Payload {

    static final String OPERATION = "call-recording";

    @Override
    public String operation() {
      return OPERATION;
    }

    @Override
    public String name() {
      return OPERATION + "/" + UrlHash.of(url);
    }
  }

  /**
   * {@code tell-event}: one event of a call, of CRMs that are told of calls event by event.
   *
   * @param worthUntil until when the call's beginning is worth telling: after it, a call that the
   *     CRM was told nothing of is not told of any more
   */
  record TellEvent(CallEvent event, Instant worthUntil) implements Payload {

    static final String OPERATION = "tell-event";

    @Override
    public String operation() {
      return OPERATION;
    }

    /** The name of the delivery of an event. */
    public static String name(CallEvent event) {
      return name(event.id());
    }

    /** The name of the delivery of the event with that id. */
    public static String name(String event) {
      return "event/" + event;
    }

    /** What stands for the delivery of an event that the CRM was told of by another way. */
    public static PlannedDelivery told(String crm, String event, Instant at) {
      return new PlannedDelivery(crm, name(event), Lane.CALL, OPERATION, "", at, null);
    }

    /** Whether a delivery tells an event. */
    public static boolean isIn(PlannedDelivery delivery) {
      return delivery.operation().equals(OPERATION);
    }

    @Override
    public String name() {
      return name(event);
    }
  }

  /**
   * {@code begin-requests}: the other services are told that the CRM knows of the call.
   *
   * <p>It is planned with the first event that the CRM has taken, and with the connection once
   * more: who asks about connected calls may have forgotten what it heard of others.
   */
  record BeginRequests() implements Payload {

    static final String OPERATION = "begin-requests";

    @Override
    public String operation() {
      return OPERATION;
    }

    @Override
    public String name() {
      return OPERATION;
    }

    @Override
    public Lane lane() {
      return Lane.HUB;
    }
  }

  /**
   * {@code end-requests}: that it is there means that the CRM is told nothing more of the call. The
   * other services are told so; the CRM is not.
   *
   * @param reason why, for people; absent from what was planned before it was kept here
   */
  record EndRequests(@Nullable String reason) implements Payload {

    static final String OPERATION = "end-requests";

    /** The end of what this workspace is told of a call. */
    public static PlannedDelivery of(String crm, Instant now, String reason) {
      return new EndRequests(reason).plan(crm, now, null);
    }

    /** Whether it is among the deliveries that were planned for a call. */
    public static boolean isPlanned(String crm, Set<String> planned) {
      return planned.contains(PlannedDelivery.key(crm, OPERATION));
    }

    @Override
    public String operation() {
      return OPERATION;
    }

    @Override
    public String name() {
      return OPERATION;
    }

    @Override
    public Lane lane() {
      return Lane.HUB;
    }
  }

  /**
   * A delivery of this.
   *
   * @param staleAt from when on it is not worth sending; absent if it always is
   */
  default PlannedDelivery plan(String crm, Instant notBefore, @Nullable Instant staleAt) {
    return plan(crm, 1, notBefore, staleAt);
  }

  /**
   * A delivery of this.
   *
   * @param time 1 for the first, and so on: each has a name of its own
   * @param staleAt from when on it is not worth sending; absent if it always is
   */
  default PlannedDelivery plan(String crm, int time, Instant notBefore, @Nullable Instant staleAt) {
    String json = new String(Json.write(this), StandardCharsets.UTF_8);
    return new PlannedDelivery(crm, name(time), lane(), operation(), json, notBefore, staleAt);
  }

  /**
   * What that delivery tells.
   *
   * @throws UnreadableRecord if it is none of these
   */
  static Payload of(PlannedDelivery delivery) {
    byte[] json = delivery.payload().getBytes(StandardCharsets.UTF_8);
    return switch (delivery.operation()) {
      case CallStarted.OPERATION -> Json.read(json, CallStarted.class);
      case LegChanged.OPERATION -> Json.read(json, LegChanged.class);
      case CallFinished.OPERATION -> Json.read(json, CallFinished.class);
      case CallFailed.OPERATION -> Json.read(json, CallFailed.class);
      case RegisterCall.OPERATION -> Json.read(json, RegisterCall.class);
      case UploadRecording.OPERATION -> Json.read(json, UploadRecording.class);
      case AttachRecording.OPERATION -> Json.read(json, AttachRecording.class);
      case TellEvent.OPERATION -> Json.read(json, TellEvent.class);
      case BeginRequests.OPERATION -> new BeginRequests();
      case EndRequests.OPERATION -> Json.read(json, EndRequests.class);
      default ->
          throw new UnreadableRecord("an unknown kind of delivery: " + delivery.operation(), null);
    };
  }
}
