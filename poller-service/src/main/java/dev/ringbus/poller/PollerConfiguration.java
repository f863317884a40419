package dev.ringbus.poller;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.Feed;
import dev.ringbus.bus.InstructionLog;
import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.bus.InstructionView;
import dev.ringbus.bus.LiveCallLog;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.poller.live.LiveCalls;
import dev.ringbus.poller.live.SteeredCalls;
import dev.ringbus.poller.mailbox.MailboxFeed;
import dev.ringbus.poller.mailbox.MailboxMetrics;
import dev.ringbus.poller.mailbox.Mailboxes;
import dev.ringbus.poller.mailbox.MidCall;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.core.scheduler.Schedulers;

/**
 * The poller as beans. It needs the ports of the bus beside it, and takes a clock and a registry of
 * meters where there is one.
 */
@Configuration(proxyBeanMethods = false)
@Import(LoopConfiguration.class)
public class PollerConfiguration {

  /** Instances look for what has expired at the same moments; one of them is the first. */
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(2);

  @Bean
  MidCall midCall(ConfigurationView configuration) {
    return new MidCall(configuration, Dialects.all());
  }

  /** Whoever steers calls watches these. */
  @Bean
  LiveCalls liveCalls(LiveCallLog log, ConfigurationView configuration, MidCall midCall) {
    return new LiveCalls(log, new SteeredCalls(configuration, midCall::polls));
  }

  @Bean
  Mailboxes mailboxes(
      InstructionLog log,
      InstructionView view,
      InstructionOutcomeLog outcomes,
      MidCall midCall,
      ObjectProvider<Clock> clock,
      ObjectProvider<MeterRegistry> registry) {
    MeterRegistry meters = registry.getIfAvailable(SimpleMeterRegistry::new);
    Gauge.builder("ringbus.instructions.waiting", view, shown -> shown.all().size())
        .description("Instructions that wait for the next poll of their call")
        .register(meters);
    return new Mailboxes(
        log,
        view,
        outcomes,
        midCall,
        new MailboxMetrics(meters),
        clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  PollerLifecycle pollerLifecycle(
      Feed<CallRecord> feed,
      InstructionView view,
      ConfigurationView configuration,
      LiveCalls liveCalls,
      Mailboxes mailboxes) {
    Duration grace =
        Duration.ofMillis(ThreadLocalRandom.current().nextLong(LONGEST_GRACE.toMillis()));
    return new PollerLifecycle(
        feed,
        new MailboxFeed(liveCalls, mailboxes)::take,
        liveCalls,
        () -> view.isReady() && configuration.isReady(),
        () -> mailboxes.sweep(grace),
        Schedulers.parallel());
  }

  @Bean
  HealthIndicator pollerHealthIndicator(
      Feed<CallRecord> feed, InstructionView view, ConfigurationView configuration) {
    return () -> {
      boolean known = view.isReady() && configuration.isReady();
      boolean followed = feed.isReady();
      Health.Builder builder = known && followed ? Health.up() : Health.outOfService();
      return builder
          .withDetail("configuration", configuration.isReady() ? "known" : "being read")
          .withDetail("instructions", view.isReady() ? view.all().size() : "being read")
          .withDetail("calls", followed ? "followed" : "not followed")
          .build();
    };
  }
}
