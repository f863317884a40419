package dev.ringbus.control;

import dev.ringbus.control.http.ControlRoutes;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Opens the API beside health and metrics: on the only port of the service alone, and in the
 * standalone hub on its control port, whose web context is a child of the one with the services.
 */
@ManagementContextConfiguration(value = ManagementContextType.ANY, proxyBeanMethods = false)
@ConditionalOnBean(ControlRoutes.class)
class ControlPortConfiguration {

  @Bean
  RouterFunction<ServerResponse> controlApi(ControlRoutes routes) {
    return routes.routes();
  }
}
