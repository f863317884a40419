package dev.ringbus.routing;

import dev.ringbus.routing.ask.AskSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the service answers, from {@code ringbus.routing.*}.
 *
 * @param wayBack what is kept from a question's deadline for the reply to come back to ingress: two
 *     hops of Kafka, with the margin of a busy machine
 */
@ConfigurationProperties("ringbus.routing")
record RoutingSettings(@DefaultValue("50ms") Duration wayBack, @DefaultValue AskSettings ask) {

  RoutingSettings {
    if (wayBack.isNegative()) {
      throw new IllegalArgumentException("ringbus.routing.way-back is 0 or longer, not " + wayBack);
    }
  }
}
