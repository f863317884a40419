package dev.ringbus.control;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.Feed;
import dev.ringbus.control.http.BearerToken;
import dev.ringbus.control.http.ControlRoutes;
import dev.ringbus.control.http.RequestTrace;
import dev.ringbus.control.instruct.Instructions;
import dev.ringbus.control.instruct.OutcomeLifecycle;
import dev.ringbus.control.instruct.Steering;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.ControlApi;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.InstructionStates;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

/**
 * The control API as beans. It needs the configuration and the store beside it; its routes are
 * opened on the control port, wherever that is, by {@link ControlPortConfiguration}.
 */
@Configuration(proxyBeanMethods = false)
public class ControlConfiguration {

  /** Whoever steers a call has a caller on the line, and no time. */
  private static final Duration STORED_WITHIN = Duration.ofSeconds(5);

  @Bean
  ControlRoutes controlRoutes(
      Inquiries inquiries,
      Instructions instructions,
      InstructionStates states,
      ConfigurationView view,
      ObjectProvider<OpenTelemetry> telemetry,
      ObjectProvider<Clock> clock) {
    return new ControlRoutes(
        inquiries,
        instructions,
        states,
        new BearerToken(() -> view.current().controlApi().map(ControlApi::tokenDigest)),
        new RequestTrace(
            telemetry.getIfAvailable(OpenTelemetry::noop).getTracer("dev.ringbus.control")),
        clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  Instructions instructions(
      ConfigurationView view,
      CallStore calls,
      InstructionStates states,
      CommandLog commands,
      ObjectProvider<Clock> clock) {
    return new Instructions(
        view,
        calls,
        states,
        commands,
        new Steering(Dialects.all()),
        () -> UUID.randomUUID().toString(),
        clock.getIfAvailable(Clock::systemUTC),
        STORED_WITHIN,
        Schedulers.parallel());
  }

  @Bean
  OutcomeLifecycle instructionOutcomeLifecycle(
      Feed<InstructionOutcome> feed, InstructionStates states) {
    return new OutcomeLifecycle(feed, states);
  }

  @Bean
  HealthIndicator controlHealthIndicator(ConfigurationView view) {
    return () -> {
      Health.Builder builder = view.isReady() ? Health.up() : Health.outOfService();
      return builder
          .withDetail("configuration", view.isReady() ? "known" : "being read")
          .withDetail("token", view.current().controlApi().isPresent() ? "set" : "not set")
          .build();
    };
  }
}
