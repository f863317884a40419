package dev.ringbus.poller;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.SecretSource;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.poller.live.LiveCalls;
import dev.ringbus.poller.loop.CallEventPollers;
import dev.ringbus.poller.loop.Loop;
import dev.ringbus.poller.loop.Mailbox;
import dev.ringbus.poller.mailbox.Mailboxes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The loop that asks CRMs, as beans. */
@Configuration(proxyBeanMethods = false)
class LoopConfiguration {

  @Bean
  Loop loop(
      LiveCalls liveCalls,
      Mailboxes mailboxes,
      @Value("${ringbus.secrets-dir:.}") Path secretsDir,
      ObjectProvider<SecretSource> secrets,
      ObjectProvider<Clock> clock,
      ObjectProvider<MeterRegistry> registry) {
    Scheduler parallel = Schedulers.parallel();
    Loop loop =
        new Loop(
            new CallEventPollers(
                secrets.getIfAvailable(() -> new SecretSource(System.getenv(), secretsDir))),
            mailbox(liveCalls, mailboxes),
            parallel::schedule,
            parallel,
            clock.getIfAvailable(Clock::systemUTC),
            registry.getIfAvailable(SimpleMeterRegistry::new));
    liveCalls.watch(loop);
    return loop;
  }

  private static Mailbox mailbox(LiveCalls liveCalls, Mailboxes mailboxes) {
    return new Mailbox() {
      @Override
      public Mono<Void> request(WaitingInstruction instruction) {
        return mailboxes.request(instruction, Context.root());
      }

      @Override
      public Mono<Void> askNoMore(CallKey call, String reason) {
        return liveCalls.askNoMore(call, reason, Context.root());
      }
    };
  }

  @Bean
  LoopLifecycle loopLifecycle(Loop loop, ConfigurationView configuration) {
    return new LoopLifecycle(loop, configuration, () -> Schedulers.newSingle("ringbus-loop", true));
  }

  /** A CRM that fails its tests is its owner's trouble: this instance is well. */
  @Bean
  HealthIndicator loopHealthIndicator(Loop loop) {
    return () -> Health.up().withDetails(loop.crms()).build();
  }
}
