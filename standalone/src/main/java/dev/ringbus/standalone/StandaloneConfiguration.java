package dev.ringbus.standalone;

import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.bus.kafka.CallEventFeedConfiguration;
import dev.ringbus.bus.kafka.CallRecordFeedConfiguration;
import dev.ringbus.bus.kafka.CommandFeedConfiguration;
import dev.ringbus.bus.kafka.DecisionClientConfiguration;
import dev.ringbus.bus.kafka.DecisionServerConfiguration;
import dev.ringbus.bus.kafka.InstructionOutcomeFeedConfiguration;
import dev.ringbus.bus.kafka.InstructionViewConfiguration;
import dev.ringbus.bus.kafka.OfferLogConfiguration;
import dev.ringbus.control.ControlConfiguration;
import dev.ringbus.crmsync.CrmSyncConfiguration;
import dev.ringbus.ingress.IngressConfiguration;
import dev.ringbus.poller.PollerConfiguration;
import dev.ringbus.routing.RoutingConfiguration;
import dev.ringbus.store.postgres.StoreConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** All services in one context. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  BusConfiguration.class,
  CallEventFeedConfiguration.class,
  CallRecordFeedConfiguration.class,
  CommandFeedConfiguration.class,
  DecisionClientConfiguration.class,
  DecisionServerConfiguration.class,
  InstructionOutcomeFeedConfiguration.class,
  InstructionViewConfiguration.class,
  OfferLogConfiguration.class,
  IngressConfiguration.class,
  PollerConfiguration.class,
  RoutingConfiguration.class,
  StoreConfiguration.class,
  CrmSyncConfiguration.class,
  ControlConfiguration.class
})
class StandaloneConfiguration {}
