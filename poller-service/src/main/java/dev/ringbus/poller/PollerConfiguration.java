package dev.ringbus.poller;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionLog;
import dev.ringbus.bus.Feed;
import dev.ringbus.bus.InstructionLog;
import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.bus.LiveCallLog;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.poller.live.LiveCalls;
import dev.ringbus.poller.live.SteeredCalls;
import dev.ringbus.poller.mailbox.MailboxFeed;
import dev.ringbus.poller.mailbox.MailboxMetrics;
import dev.ringbus.poller.mailbox.Mailboxes;
import dev.ringbus.poller.mailbox.MidCallRules;
import dev.ringbus.poller.mailbox.PollingPbxs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
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

  @Bean
  PollingPbxs pollingPbxs(ConfigurationView configuration) {
    return new PollingPbxs(configuration, Dialects.all());
  }

  /** Whoever steers calls watches these. */
  @Bean
  LiveCalls liveCalls(LiveCallLog log, ConfigurationView configuration, PollingPbxs pbxs) {
    return new LiveCalls(log, new SteeredCalls(configuration, pbxs::polls));
  }

  @Bean
  MailboxMetrics mailboxMetrics(ObjectProvider<MeterRegistry> registry) {
    return new MailboxMetrics(registry.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  Mailboxes mailboxes(
      LiveCalls calls,
      LiveCallLog partitions,
      InstructionLog log,
      InstructionOutcomeLog outcomes,
      PollingPbxs pbxs,
      MailboxMetrics metrics,
      ObjectProvider<Clock> clock) {
    return new Mailboxes(
        calls, partitions, log, outcomes, pbxs, metrics, clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  MidCallRules midCallRules(
      ConfigurationView configuration,
      LiveCalls calls,
      PollingPbxs pbxs,
      Mailboxes mailboxes,
      DecisionClient client,
      DecisionLog decisions,
      MailboxMetrics metrics,
      ObjectProvider<Clock> clock) {
    return new MidCallRules(
        configuration,
        calls,
        pbxs,
        mailboxes,
        client,
        decisions,
        metrics,
        clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  PollerLifecycle pollerLifecycle(
      Feed<CallRecord> feed,
      ConfigurationView configuration,
      LiveCalls liveCalls,
      Mailboxes mailboxes,
      MidCallRules rules) {
    return new PollerLifecycle(
        feed,
        new MailboxFeed(liveCalls, mailboxes, rules)::take,
        new Listeners(List.of(liveCalls, mailboxes, rules)),
        configuration::isReady,
        mailboxes::sweep,
        Schedulers.parallel());
  }

  @Bean
  HealthIndicator pollerHealthIndicator(Feed<CallRecord> feed, ConfigurationView configuration) {
    return () -> {
      boolean known = configuration.isReady();
      boolean followed = feed.isReady();
      Health.Builder builder = known && followed ? Health.up() : Health.outOfService();
      return builder
          .withDetail("configuration", known ? "known" : "being read")
          .withDetail("calls", followed ? "followed" : "not followed")
          .build();
    };
  }
}
