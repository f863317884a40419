package dev.ringbus.crmsync.recording;

import dev.ringbus.bus.ConfigurationView;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Recordings as beans; needs the configuration view beside it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RecordingSettings.class)
public class RecordingConfiguration {

  @Bean(initMethod = "open")
  Folder recordingFolder(RecordingSettings settings) {
    return new Folder(settings.dir());
  }

  @Bean(destroyMethod = "close")
  Fetch recordingFetch(RecordingSettings settings, ObjectProvider<Clock> clock) {
    return new Fetch(new Guard(NameService.SYSTEM), settings, time(clock));
  }

  @Bean
  RecordingDelivery recordingDelivery(
      RecordingSettings settings,
      ConfigurationView configuration,
      Fetch fetch,
      Folder folder,
      ObjectProvider<Clock> clock,
      ObjectProvider<MeterRegistry> registry) {
    Places places = new Places(settings, time(clock));
    return new Recordings(
        configuration,
        fetch,
        folder,
        places,
        new Patience(settings.giveUpAfter(), () -> ThreadLocalRandom.current().nextLong()),
        new RecordingMeters(registry.getIfAvailable(SimpleMeterRegistry::new), places),
        time(clock));
  }

  private static Clock time(ObjectProvider<Clock> clock) {
    return clock.getIfAvailable(Clock::systemUTC);
  }
}
