package dev.ringbus.crmsync;

import dev.ringbus.crmsync.assembly.AssemblyConfiguration;
import dev.ringbus.crmsync.delivery.DeliveryConfiguration;
import dev.ringbus.crmsync.originate.OriginateConfiguration;
import dev.ringbus.crmsync.recording.RecordingConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * CRM sync as beans, part by part. It needs the ports of the bus and of the store beside it, and
 * takes a clock and a registry of meters where there is one.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  AssemblyConfiguration.class,
  DeliveryConfiguration.class,
  OriginateConfiguration.class,
  RecordingConfiguration.class
})
public class CrmSyncConfiguration {}
