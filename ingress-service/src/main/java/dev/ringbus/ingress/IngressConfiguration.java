package dev.ringbus.ingress;

import dev.ringbus.bus.BrokerHealth;
import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionLog;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.InstructionView;
import dev.ringbus.bus.OfferLog;
import dev.ringbus.bus.PollLog;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.ingress.http.PbxRoutes;
import dev.ringbus.ingress.http.RequestTrace;
import dev.ringbus.ingress.http.ServerHardening;
import dev.ringbus.ingress.http.SystemCallRoute;
import dev.ringbus.ingress.kontur.SystemCalls;
import dev.ringbus.ingress.spool.BrokerCircuit;
import dev.ringbus.ingress.spool.Spool;
import dev.ringbus.ingress.spool.SpoolDrain;
import dev.ringbus.model.SecretSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * The ingress as beans. It needs the ports of the bus beside it, and takes a clock, a registry of
 * meters, a tracer and a source of secrets where there is one.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngressSettings.class)
public class IngressConfiguration {

  private static final Scheduler TIMER = Schedulers.parallel();

  @Bean
  Integrations integrations(
      ConfigurationView view,
      ObjectProvider<SecretSource> secrets,
      @Value("${ringbus.secrets-dir:.}") Path secretsDir) {
    return new Integrations(
        view,
        Dialects.all(),
        secrets.getIfAvailable(() -> new SecretSource(System.getenv(), secretsDir)));
  }

  @Bean
  IngressMetrics ingressMetrics(ObjectProvider<MeterRegistry> registry) {
    return new IngressMetrics(
        meters(registry), Dialects.all().stream().map(DialectProvider::platform).toList());
  }

  @Bean
  BrokerCircuit brokerCircuit(IngressSettings settings, ObjectProvider<Clock> clock) {
    return new BrokerCircuit(time(clock), settings.probeEvery());
  }

  @Bean
  Spool spool(IngressSettings settings, ObjectProvider<MeterRegistry> registry) {
    return new Spool(settings.spoolDir(), settings.spoolLimit().toBytes(), TIMER, meters(registry));
  }

  @Bean(destroyMethod = "dispose")
  Scheduler spoolDrainThread() {
    return Schedulers.newSingle("ringbus-spool-drain", true);
  }

  @Bean
  SpoolDrain spoolDrain(
      Spool spool,
      EventLog eventLog,
      BrokerCircuit circuit,
      IngressSettings settings,
      @Qualifier("spoolDrainThread") Scheduler thread) {
    return new SpoolDrain(
        spool, eventLog, circuit, settings.publishWithin(), settings.probeEvery(), thread);
  }

  @Bean
  Decider decider(DecisionClient client, BrokerCircuit circuit, ObjectProvider<Clock> clock) {
    return new Decider(client, circuit, correlationIds(), time(clock));
  }

  @Bean
  DecisionJournal decisionJournal(
      DecisionLog decisionLog,
      DecisionClient client,
      Decider decider,
      BrokerCircuit circuit,
      IngressMetrics metrics) {
    return new DecisionJournal(decisionLog, client, decider, circuit, metrics);
  }

  @Bean
  PollAnswers pollAnswers(
      InstructionView view,
      OfferLog offers,
      BrokerCircuit circuit,
      PollReports reports,
      IngressMetrics metrics,
      ObjectProvider<Clock> clock) {
    return new PollAnswers(view, offers, circuit, reports, metrics, time(clock), TIMER);
  }

  @Bean
  IdlePollAnswers idlePollAnswers(
      Integrations integrations,
      PollAnswers polls,
      IngressMetrics metrics,
      ObjectProvider<Clock> clock) {
    return new IdlePollAnswers(integrations, polls, metrics, time(clock));
  }

  @Bean
  PollReports pollReports(PollLog pollLog, IngressMetrics metrics) {
    return new PollReports(pollLog, metrics, TIMER);
  }

  @Bean
  CallPipeline callPipeline(
      Integrations integrations,
      EventLog eventLog,
      Spool spool,
      BrokerCircuit circuit,
      Decider decider,
      DecisionJournal journal,
      PollAnswers polls,
      IngressMetrics metrics,
      IngressSettings settings,
      ObjectProvider<Clock> clock) {
    DurableEvents durableEvents =
        new DurableEvents(
            eventLog,
            spool,
            circuit,
            new RecentEvents(settings.rememberedEvents()),
            metrics,
            settings.publishWithin(),
            TIMER);
    return new CallPipeline(
        integrations,
        durableEvents,
        decider,
        journal,
        polls,
        metrics,
        settings.margin(),
        time(clock),
        TIMER);
  }

  @Bean
  IngressLifecycle ingressLifecycle(
      Integrations integrations,
      Spool spool,
      SpoolDrain drain,
      DecisionJournal journal,
      PollReports reports) {
    return new IngressLifecycle(integrations, spool, drain, journal, reports);
  }

  @Bean
  SystemCalls systemCalls(
      ConfigurationView view,
      CommandLog commandLog,
      Integrations integrations,
      IngressSettings settings,
      ObjectProvider<MeterRegistry> registry,
      ObjectProvider<Clock> clock) {
    return new SystemCalls(
        view,
        commandLog,
        integrations::takesHangUp,
        meters(registry),
        settings.commandWithin(),
        time(clock),
        TIMER);
  }

  @Bean
  HttpHandler pbxHandler(
      CallPipeline pipeline,
      IdlePollAnswers idlePolls,
      SystemCalls systemCalls,
      IngressSettings settings,
      ObjectProvider<OpenTelemetry> telemetry,
      ObjectProvider<Clock> clock) {
    RequestTrace trace =
        new RequestTrace(
            telemetry.getIfAvailable(OpenTelemetry::noop).getTracer("dev.ringbus.ingress"));
    return new PbxRoutes(
            pipeline,
            idlePolls,
            new SystemCallRoute(systemCalls, trace),
            settings.proxies(),
            trace,
            time(clock))
        .handler(Dialects.all().stream().map(DialectProvider::platform).toList());
  }

  /** One for each processor; the library's least of four would only change places on two. */
  @Bean(destroyMethod = "dispose")
  LoopResources ingressLoops() {
    return LoopResources.create("ringbus-http", Runtime.getRuntime().availableProcessors(), true);
  }

  /** After Boot's own, so that a platform that it detects does not make it believe any header. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> ingressServer(
      IngressSettings settings, LoopResources ingressLoops) {
    return factory -> {
      factory.setPort(settings.port());
      // Boot's own would replace them at the start.
      factory.setResourceFactory(null);
      factory.addServerCustomizers(server -> server.runOn(ingressLoops));
      factory.setUseForwardHeaders(false);
      factory.addServerCustomizers(
          new ServerHardening(settings.connections(), settings.idle(), settings.requestWithin()));
    };
  }

  @Bean
  ReactiveHealthIndicator ingressHealthIndicator(
      Integrations integrations,
      DecisionClient client,
      PollAnswers polls,
      BrokerCircuit circuit,
      Spool spool,
      BrokerHealth brokerHealth) {
    IngressHealth health =
        new IngressHealth(integrations, client, polls, circuit, spool, brokerHealth);
    return () -> health.now().map(IngressConfiguration::health);
  }

  private static Health health(IngressHealth.Condition condition) {
    Health.Builder builder =
        switch (condition.state()) {
          case READY -> Health.up();
          case STARTING, TAKES_NO_EVENTS -> Health.outOfService();
        };
    return builder.withDetails(condition.details()).build();
  }

  /** Unique among all instances: a random beginning of this process, then a number. */
  private static Supplier<String> correlationIds() {
    String process = UUID.randomUUID().toString();
    AtomicLong last = new AtomicLong();
    return () -> process + "-" + last.incrementAndGet();
  }

  private static Clock time(ObjectProvider<Clock> clock) {
    return clock.getIfAvailable(Clock::systemUTC);
  }

  private static MeterRegistry meters(ObjectProvider<MeterRegistry> registry) {
    return registry.getIfAvailable(SimpleMeterRegistry::new);
  }
}
