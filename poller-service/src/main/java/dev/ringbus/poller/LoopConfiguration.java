package dev.ringbus.poller;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.model.SecretSource;
import dev.ringbus.poller.live.LiveCalls;
import dev.ringbus.poller.loop.CallEventPollers;
import dev.ringbus.poller.loop.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The loop that asks CRMs, as beans. */
@Configuration(proxyBeanMethods = false)
class LoopConfiguration {

  @Bean
  Loop loop(
      LiveCalls liveCalls,
      CommandLog commands,
      @Value("${ringbus.secrets-dir:.}") Path secretsDir,
      ObjectProvider<SecretSource> secrets,
      ObjectProvider<Clock> clock,
      ObjectProvider<MeterRegistry> registry) {
    Scheduler parallel = Schedulers.parallel();
    Loop loop =
        new Loop(
            new CallEventPollers(
                secrets.getIfAvailable(() -> new SecretSource(System.getenv(), secretsDir))),
            new CommandMailbox(commands, liveCalls),
            parallel::schedule,
            parallel,
            clock.getIfAvailable(Clock::systemUTC),
            registry.getIfAvailable(SimpleMeterRegistry::new));
    liveCalls.watch(loop);
    return loop;
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
