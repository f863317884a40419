package dev.ringbus.ingress.spool;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import reactor.core.scheduler.Schedulers;

/** Events to be spooled. */
final class SpoolSamples {

  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-20T12:00:00.250+03:00");

  private SpoolSamples() {}

  /** The event of that number in a call. */
  static CallEvent event(String call, long number) {
    return CallEvent.builder()
        .id(call + "-" + number)
        .type(CallEventType.LEG_RINGING)
        .integration(new IntegrationId("acme-mts"))
        .platform(new Platform("mts"))
        .callId(new CallId(call))
        .occurredAt(TIME)
        .receivedAt(TIME)
        .raw(Map.of("CallID", 9007199254740993L, "DN1", "О'Хара"))
        .build();
  }

  static List<CallEvent> events(String call, long number) {
    return List.of(event(call, number));
  }

  /** A spool that is not open yet. */
  static Spool spool(Path folder, long limitBytes) {
    return new Spool(folder, limitBytes, Schedulers.parallel(), new SimpleMeterRegistry());
  }
}
