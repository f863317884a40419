package dev.ringbus.crm.testkit;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.CallState;
import dev.ringbus.model.Direction;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Leg;
import dev.ringbus.model.Leg.LegChange;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.Party;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Recording;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

/** A call as the hub knows it, at several moments. */
public final class SampleCalls {

  public static final OffsetDateTime STARTED = OffsetDateTime.parse("2026-11-20T15:00:00+03:00");
  public static final PhoneNumber CLIENT = new PhoneNumber("+79997775533");
  public static final PhoneNumber LINE = new PhoneNumber("+79229929292");
  public static final PhoneNumber MARIA = new PhoneNumber("306");
  public static final PhoneNumber DMITRY = new PhoneNumber("307");

  private static final IntegrationId INTEGRATION = new IntegrationId("acme-mts");

  private SampleCalls() {}

  /** After so many seconds, and a fraction that needs seven digits. */
  public static OffsetDateTime after(int seconds) {
    return STARTED.plusSeconds(seconds).plusNanos(615_279_800);
  }

  /** A client rings, and nobody has picked up. */
  public static Call ringing(String callId) {
    return new Call(
        INTEGRATION,
        new Platform("mts"),
        new CallId(callId),
        CallState.RINGING,
        Direction.INBOUND,
        CLIENT,
        LINE,
        null,
        null,
        STARTED,
        null,
        null,
        null,
        List.of(ringingLeg(leg(callId, MARIA))),
        List.of(),
        null,
        2);
  }

  /** Maria talked to the client, and asked Dmitry in between. */
  public static Call finished(String callId) {
    Leg conversation =
        new Leg(
            leg(callId, MARIA),
            Party.client(CLIENT),
            Party.employee(MARIA),
            List.of(
                new LegChange(LegProgress.APPEARED, after(1)),
                new LegChange(LegProgress.CONNECTED, after(5)),
                new LegChange(LegProgress.PAUSED, after(30)),
                new LegChange(LegProgress.CONNECTED, after(40)),
                new LegChange(LegProgress.DISCONNECTED, after(60))),
            CallOutcome.ANSWERED,
            EndedBy.CALLER);
    Leg consultation =
        new Leg(
            leg(callId, DMITRY),
            Party.employee(MARIA),
            Party.employee(DMITRY),
            List.of(
                new LegChange(LegProgress.APPEARED, after(31)),
                new LegChange(LegProgress.CONNECTED, after(33)),
                new LegChange(LegProgress.FINISHED, after(39))),
            CallOutcome.ANSWERED,
            null);
    return finished(callId, List.of(conversation, consultation));
  }

  /** Over, with these legs. */
  public static Call finished(String callId, List<Leg> legs) {
    return new Call(
        INTEGRATION,
        new Platform("mts"),
        new CallId(callId),
        CallState.ENDED,
        Direction.INBOUND,
        CLIENT,
        LINE,
        CallOutcome.ANSWERED,
        EndedBy.CALLER,
        STARTED,
        after(5),
        after(61),
        Duration.ofSeconds(55),
        legs,
        List.of(new Recording("https://pbx.example/1.mp3", null)),
        null,
        9);
  }

  /** A leg that nobody has picked up. */
  public static Leg ringingLeg(String id) {
    return new Leg(
        id,
        Party.client(CLIENT),
        Party.employee(MARIA),
        List.of(new LegChange(LegProgress.APPEARED, after(1))),
        null,
        null);
  }

  /** The id of an employee's first leg. */
  public static String leg(String callId, PhoneNumber employee) {
    return INTEGRATION + ":" + callId + "/" + employee;
  }
}
