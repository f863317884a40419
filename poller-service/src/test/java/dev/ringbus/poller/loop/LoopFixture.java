package dev.ringbus.poller.loop;

import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.Platform;
import dev.ringbus.testkit.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A loop in a time of its own, in which nothing happens unless the test lets it pass. */
final class LoopFixture {

  static final Duration EVERY = Duration.ofSeconds(3);

  private static final Duration STEP = Duration.ofMillis(10);

  final MovableClock clock;
  final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
  final RecordedMailbox mailbox = new RecordedMailbox();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Loop loop;

  /** By the version of the CRM's resource, in place of what the resource says. */
  final Map<String, ScriptedCrm> crms = new HashMap<>();

  LoopFixture() {
    this(MovableClock.standing());
  }

  LoopFixture(MovableClock clock) {
    this.clock = clock;
    loop = loop(crm -> Optional.ofNullable(crms.get(crm.version())));
  }

  /** One that asks over the network, which takes real time. */
  LoopFixture(CallPollers pollers) {
    this.clock = MovableClock.standing();
    loop = loop(pollers);
  }

  private Loop loop(CallPollers pollers) {
    return new Loop(pollers, mailbox, Runnable::run, timer, clock, meters);
  }

  /** A CRM that the loop asks when version {@code version} is configured. */
  ScriptedCrm crm(String version, Duration every, int concurrency) {
    ScriptedCrm crm = new ScriptedCrm(every, concurrency, clock);
    crms.put(version, crm);
    return crm;
  }

  /** One that is configured from now on, and takes calls of the integration {@code pbx}. */
  ScriptedCrm crm() {
    ScriptedCrm crm = crm("v1", EVERY, 256);
    configure("v1");
    return crm;
  }

  void configure(String... versions) {
    List<ConfigResource> resources = new ArrayList<>();
    resources.add(integration("old"));
    for (String version : versions) {
      resources.add(resource("old", version));
    }
    loop.configure(Configuration.of(resources));
    pass(Duration.ZERO);
  }

  static Crm resource(String id, String version) {
    return new Crm(
        id, "callevent", URI.create("https://crm.example"), null, Map.of(), Map.of(), version);
  }

  static Integration integration(@Nullable String crm) {
    return new Integration(
        new IntegrationId("pbx"),
        new Platform("sipsim"),
        KeyDigest.of("key-of-acme-0001", new byte[] {1}),
        null,
        null,
        crm,
        ZoneId.of("Europe/Moscow"),
        List.of(),
        Duration.ofHours(4),
        List.of(),
        Map.of(),
        Map.of(),
        "v1");
  }

  static CallKey call(int number) {
    return new CallKey(new IntegrationId("pbx"), new CallId("1557491089." + number));
  }

  static LiveCall live(CallKey call) {
    return new LiveCall(
        call.integration(),
        new Platform("sipsim"),
        call.callId(),
        Direction.INBOUND,
        OffsetDateTime.parse("2026-11-20T15:00:00+03:00"),
        List.of(),
        null);
  }

  void appeared(CallKey call) {
    loop.appeared(live(call));
  }

  static List<CallKey> calls(int count) {
    return IntStream.range(0, count).mapToObj(LoopFixture::call).toList();
  }

  static long id(CallKey call) {
    return MtsCallId.of(call, new Platform("sipsim")).value();
  }

  /** Time passes, step by step, and the loop is told of each. */
  void pass(Duration time) {
    for (Duration left = time; left.isPositive(); left = left.minus(STEP)) {
      clock.move(STEP);
      timer.advanceTimeBy(STEP);
      crms.values().forEach(ScriptedCrm::answerWhatIsDue);
      loop.turn();
    }
    timer.advanceTimeBy(Duration.ZERO);
  }

  double skipped(String reason) {
    return meters.get("ringbus.loop.skipped").tag("reason", reason).counter().count();
  }

  double polls(String result) {
    return meters.get("ringbus.loop.polls").tag("result", result).counter().count();
  }
}
