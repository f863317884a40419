package dev.ringbus.crmsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.ringbus.bus.CallLog;
import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DeliveryLog;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.Feed;
import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryCallLog;
import dev.ringbus.bus.testkit.InMemoryCommandLog;
import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.bus.testkit.InMemoryDeliveryLog;
import dev.ringbus.bus.testkit.InMemoryEventLog;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import dev.ringbus.simulator.kontur.KnownCall;
import dev.ringbus.simulator.kontur.KonturCrm;
import dev.ringbus.simulator.kontur.KonturSettings;
import dev.ringbus.simulator.kontur.Notice;
import dev.ringbus.simulator.kontur.Operation;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.testkit.TestStore;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Calls that are asked for in the CRM, from the button to what the CRM knows of them: the service
 * with a real database, a PBX's HTTP and a Kontur.CRM that keeps to its contract.
 */
class AskedCallsTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final String CRM = "acme-kontur";
  private static final IntegrationId PBX = new IntegrationId("acme-mts");
  private static final Platform PLATFORM = new Platform("mts");
  private static final PhoneNumber MANAGER = new PhoneNumber("306");
  private static final PhoneNumber CLIENT = new PhoneNumber("+79161234567");
  private static final PhoneNumber LINE = new PhoneNumber("+74951234567");
  private static final String API_KEY = "an-api-key-of-nobody";

  @TempDir private Path folder;

  private final TestStore store = TestStore.create(CLOCK);
  private final InMemoryBroker broker = new InMemoryBroker();
  private final Bus bus =
      new Bus(
          new InMemoryConfigurationView(),
          new InMemoryEventLog(broker),
          new InMemoryCommandLog(broker),
          new InMemoryCallLog(broker),
          new InMemoryDeliveryLog(broker));
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int pbxAnswers = 200;
  private HttpServer pbx;
  private KonturCrm kontur;
  private ConfigurableApplicationContext service;

  record Bus(
      InMemoryConfigurationView view,
      InMemoryEventLog events,
      InMemoryCommandLog commands,
      InMemoryCallLog calls,
      InMemoryDeliveryLog deliveries) {}

  /** What the service's configuration needs beside it. */
  @Configuration(proxyBeanMethods = false)
  @Import(CrmSyncConfiguration.class)
  static class Ports {

    @Bean
    ConfigurationView view(Bus bus) {
      return bus.view();
    }

    @Bean
    EventLog events(Bus bus) {
      return bus.events();
    }

    @Bean
    Feed<CallEvent> eventFeed(Bus bus) {
      return bus.events().feed();
    }

    @Bean
    Feed<CallCommand> commandFeed(Bus bus) {
      return bus.commands().feed();
    }

    @Bean
    CommandLog commandLog(Bus bus) {
      return bus.commands();
    }

    @Bean
    CallLog calls(Bus bus) {
      return bus.calls();
    }

    @Bean
    DeliveryLog deliveryLog(Bus bus) {
      return bus.deliveries();
    }

    @Bean
    CallStore callStore(TestStore store) {
      return store.calls();
    }

    @Bean
    Outbox outbox(TestStore store) {
      return store.outbox();
    }

    @Bean
    Inquiries inquiries(TestStore store) {
      return store.inquiries();
    }

    @Bean
    SecretSource secrets() {
      return new SecretSource(Map.of("KEY", API_KEY), Path.of("."));
    }
  }

  @BeforeEach
  void start() throws IOException {
    kontur = KonturCrm.start(KonturSettings.of(new Secret(API_KEY), CLOCK));
    pbx = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pbx.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          asked.add(new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(pbxAnswers, -1);
          exchange.close();
        });
    pbx.start();
    bus.view().set(dev.ringbus.model.Configuration.of(List.of(workspace(), integration())));
    service =
        new SpringApplicationBuilder(Ports.class)
            .web(WebApplicationType.NONE)
            .initializers(context -> {
              context.getBeanFactory().registerSingleton("bus", bus);
              context.getBeanFactory().registerSingleton("testStore", store);
            })
            .run(
                "--spring.main.banner-mode=off",
                "--ringbus.crm-sync.recordings.dir=" + folder,
                "--ringbus.crm-sync.wait-for-recordings=1ms");
  }

  @AfterEach
  void stop() {
    service.close();
    bus.events().feed().stop();
    bus.commands().feed().stop();
    pbx.stop(0);
    kontur.close();
    store.close();
  }

  private Crm workspace() {
    Map<String, Object> http =
        Map.of(
            "url",
            "http://127.0.0.1:" + pbx.getAddress().getPort() + "/call",
            "body",
            "{\"from\": \"{extension}\", \"to\": \"{clientPhone}\"}");
    return new Crm(
        CRM,
        "kontur",
        kontur.url(),
        null,
        Map.of(
            "users",
            Map.of("manager", MANAGER.value()),
            "originate",
            Map.of("integration", PBX.value(), "http", http)),
        Map.of("apiKey", new SecretRef.Env("KEY")),
        "v1");
  }

  private static Integration integration() {
    return new Integration(
        PBX,
        PLATFORM,
        null,
        null,
        null,
        CRM,
        ZoneOffset.UTC,
        List.of(),
        Duration.ofHours(4),
        List.of(),
        Map.of(),
        Map.of(),
        "v1");
  }

  /** Presses the button beside the client, and does what ingress does with it. */
  private String press() throws IOException, InterruptedException {
    URI ingress = URI.create("http://127.0.0.1:" + pbx.getAddress().getPort() + "/ingress");
    String communicationId;
    try (var buttons = kontur.systemCalls(ingress)) {
      communicationId =
          buttons.call("manager", CLIENT.withoutPlus()).communicationId().orElseThrow();
    }
    // Whoever answered here returns no echo.
    kontur.clearViolations();
    asked.clear();
    bus.commands()
        .append(
            new CallCommand.Originate(
                "call/" + communicationId,
                CRM,
                now(),
                communicationId,
                "manager",
                null,
                CLIENT.withoutPlus()),
            Context.root())
        .block();
    return communicationId;
  }

  private static OffsetDateTime now() {
    return CLOCK.instant().atOffset(ZoneOffset.UTC);
  }

  private void happens(CallKey call, CallEventType... types) {
    for (CallEventType type : types) {
      CallEvent event =
          CallEvent.builder()
              .id(call + "/" + type.wireName())
              .type(type)
              .integration(call.integration())
              .platform(PLATFORM)
              .callId(call.callId())
              .direction(Direction.OUTBOUND)
              .occurredAt(now())
              .receivedAt(now())
              .caller(MANAGER)
              .called(CLIENT)
              .clientPhone(CLIENT)
              .linePhone(LINE)
              .build();
      bus.events().append(List.of(event), Context.root()).block();
    }
  }

  @Test
  void tellTheCrmThatThereIsNoneWhenThePbxRefuses() throws Exception {
    pbxAnswers = 500;
    String communicationId = press();

    await().until(() -> !kontur.calls().getFirst().notices().isEmpty());
    assertThat(kontur.calls())
        .singleElement()
        .satisfies(call -> {
          assertThat(call.communicationId()).isEqualTo(communicationId);
          assertThat(call.notices())
              .extracting(Notice::operation)
              .containsExactly(Operation.CALL_FAILED);
        });
    assertThat(asked).containsExactly("{\"from\": \"306\", \"to\": \"79161234567\"}");
    assertThat(kontur.violations()).isEmpty();
  }

  @Test
  void areOneCallInTheCrmFromTheButtonToTheRegistration() throws Exception {
    String communicationId = press();
    await().until(() -> asked.size() == 1);

    CallKey key = new CallKey(PBX, new CallId("1557491089.930430"));
    happens(key, CallEventType.CALL_STARTED, CallEventType.LEG_CONNECTED, CallEventType.CALL_ENDED);

    await().until(() -> kontur.calls().getFirst().registration().isPresent());
    assertThat(kontur.calls())
        .singleElement()
        .satisfies(call -> {
          assertThat(call.communicationId()).isEqualTo(communicationId);
          assertThat(call.externalId()).isEqualTo(key.toString());
          assertThat(call.asked()).isPresent();
          assertThat(call.direction()).isEqualTo(Direction.OUTBOUND);
          assertThat(operations(call))
              .startsWith(Operation.CALL_STARTED)
              .endsWith(Operation.CALL_FINISHED)
              .doesNotContain(Operation.CALL_FAILED);
        });
    assertThat(kontur.violations()).isEmpty();
    assertThat(asked).hasSize(1);
  }

  private static List<Operation> operations(KnownCall call) {
    return call.notices().stream().map(Notice::operation).toList();
  }
}
