package dev.ringbus.testkit;

import static dev.ringbus.testkit.Property.oneOf;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.Direction;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Events of any type and platform, as any dialect could have read them, with nothing in raw. */
public final class GeneratedEvents {

  private static final String[] PLATFORMS = {
    "comagic", "callinteractive", "mts", "sipsim", "other"
  };

  private static final String[] NUMBERS = {
    "+74952345678",
    "+79031505050",
    "+971501234567",
    "+3226123456",
    "+84912345678",
    "9161234567",
    "306",
    "0042",
    "000*306"
  };

  private static final OffsetDateTime EPOCH =
      OffsetDateTime.of(2020, 4, 6, 5, 28, 15, 0, ZoneOffset.UTC);

  private static final int TEN_YEARS = 10 * 365 * 24 * 3600;

  private final RandomGenerator random;
  private final IntegrationId integration;
  private final List<String> callIds;

  /**
   * @param callIds what calls may be named
   */
  public GeneratedEvents(RandomGenerator random, IntegrationId integration, List<String> callIds) {
    this.random = random;
    this.integration = integration;
    this.callIds = List.copyOf(callIds);
  }

  public CallEvent next() {
    OffsetDateTime occurredAt =
        EPOCH
            .plusSeconds(random.nextInt(TEN_YEARS))
            .plusNanos(oneOf(random, 0, 174_000_000))
            .withOffsetSameInstant(oneOf(random, ZoneOffset.UTC, ZoneOffset.ofHours(3)));
    Direction direction = oneOf(random, Direction.values());
    PhoneNumber caller = number();
    PhoneNumber called = number();
    return CallEvent.builder()
        .id(Long.toHexString(random.nextLong()))
        .type(oneOf(random, CallEventType.values()))
        .integration(integration)
        .platform(new Platform(oneOf(random, PLATFORMS)))
        .callId(new CallId(callIds.get(random.nextInt(callIds.size()))))
        .direction(direction)
        .occurredAt(occurredAt)
        .receivedAt(occurredAt.plusNanos(250_000_000))
        .caller(caller)
        .called(called)
        .clientPhone(direction == Direction.OUTBOUND ? called : caller)
        .linePhone(direction == Direction.OUTBOUND ? caller : called)
        .agent(random.nextBoolean() ? new PhoneNumber("306") : null)
        .digits(oneOf(random, null, "1", "0042", "*1#", "000"))
        .outcome(oneOf(random, CallOutcome.values()))
        .endedBy(oneOf(random, EndedBy.values()))
        .duration(oneOf(random, null, Duration.ZERO, Duration.ofSeconds(102)))
        .recordingUrl(oneOf(random, null, "https://vrecords.call-tracking.by/monitor/04ec5d3b"))
        .build();
  }

  private @Nullable PhoneNumber number() {
    return random.nextInt(8) == 0 ? null : new PhoneNumber(oneOf(random, NUMBERS));
  }
}
