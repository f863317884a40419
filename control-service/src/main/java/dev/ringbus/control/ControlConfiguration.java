package dev.ringbus.control;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.control.http.BearerToken;
import dev.ringbus.control.http.ControlRoutes;
import dev.ringbus.model.ControlApi;
import dev.ringbus.store.Inquiries;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The control API as beans. It needs the configuration and the store beside it; its routes are
 * opened on the control port, wherever that is, by {@link ControlPortConfiguration}.
 */
@Configuration(proxyBeanMethods = false)
public class ControlConfiguration {

  @Bean
  ControlRoutes controlRoutes(
      Inquiries inquiries, ConfigurationView view, ObjectProvider<Clock> clock) {
    return new ControlRoutes(
        inquiries,
        new BearerToken(() -> view.current().controlApi().map(ControlApi::tokenDigest)),
        clock.getIfAvailable(Clock::systemUTC));
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
