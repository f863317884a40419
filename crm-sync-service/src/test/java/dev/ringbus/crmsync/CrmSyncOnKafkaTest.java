package dev.ringbus.crmsync;

import static dev.ringbus.crmsync.assembly.Vendors.comagic;
import static dev.ringbus.crmsync.assembly.Vendors.mts;
import static dev.ringbus.crmsync.assembly.Vendors.sipSim;
import static dev.ringbus.crmsync.assembly.Vendors.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.EventLog;
import dev.ringbus.bus.kafka.BusConfiguration;
import dev.ringbus.crmsync.assembly.Vendors;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import dev.ringbus.simulator.kontur.KnownCall;
import dev.ringbus.simulator.kontur.KonturCrm;
import dev.ringbus.simulator.kontur.KonturSettings;
import dev.ringbus.store.testkit.TestStore;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * The whole service on a real broker and a real database: events in, and the CRM knows the calls.
 */
class CrmSyncOnKafkaTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final String API_KEY = "key-of-the-integration-17";
  private static final String FIRST = "74957654321";
  private static final String SECOND = "74957654322";
  private static final String FIRST_USER = "7d0f0a5e-8d1c-4e52-9a41-0f5b3f1c2a10";
  private static final String SECOND_USER = "7d0f0a5e-8d1c-4e52-9a41-0f5b3f1c2a11";

  @TempDir Path folder;

  private KonturCrm crm;
  private TestStore store;
  private AnnotationConfigApplicationContext bus;
  private EventLog events;

  @BeforeEach
  void start() throws IOException {
    crm = KonturCrm.start(KonturSettings.of(new Secret(API_KEY), Clock.systemUTC()));
    store = TestStore.create(Clock.systemUTC());
    bus = bus();
    events = bus.getBean(EventLog.class);
    Files.writeString(folder.resolve("api-key"), API_KEY);
    ConfigurationStore configuration = bus.getBean(ConfigurationStore.class);
    configuration
        .replace(Objects.requireNonNull(configuration.read().block(AMPLE)), configuration())
        .block(AMPLE);
  }

  @AfterEach
  void stop() {
    bus.close();
    store.close();
    crm.close();
  }

  private static AnnotationConfigApplicationContext bus() {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "ringbus.bootstrap-servers",
                    TestKafka.bootstrapServers(),
                    "ringbus.partitions",
                    3)));
    context.register(BusConfiguration.class);
    context.refresh();
    return context;
  }

  /** The topic keeps what an earlier test wrote under the same version. */
  private String version() {
    return "at-" + crm.port();
  }

  private Configuration configuration() {
    return Configuration.of(
        List.of(
            integration("mts"),
            integration("sipsim"),
            integration("comagic"),
            new Crm(
                "acme-kontur",
                "kontur",
                crm.url(),
                null,
                Map.of(
                    "users",
                    Map.of(FIRST_USER, "+" + FIRST, SECOND_USER, "+" + SECOND),
                    "staleAfter",
                    "PT10M"),
                Map.of("apiKey", new SecretRef.File("api-key")),
                version())));
  }

  private Integration integration(String platform) {
    return new Integration(
        new IntegrationId("acme-" + platform),
        new Platform(platform),
        null,
        null,
        null,
        "acme-kontur",
        ZoneOffset.UTC,
        List.of(),
        Duration.ofSeconds(platform.equals("comagic") ? 1 : 3_600),
        List.of("127.0.0.1:" + crm.port()),
        Map.of(),
        Map.of(),
        version());
  }

  private ConfigurableApplicationContext service() {
    SpringApplication application = new SpringApplication(CrmSyncApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "crm-sync-service"));
    return application.run(
        "--ringbus.bootstrap-servers=" + TestKafka.bootstrapServers(),
        "--ringbus.partitions=3",
        "--ringbus.postgres.url=" + store.settings().url(),
        "--ringbus.postgres.user=" + store.settings().user(),
        "--ringbus.postgres.password=" + store.settings().password(),
        "--ringbus.secrets-dir=" + folder,
        "--ringbus.crm-sync.recordings.dir=" + folder.resolve("recordings"),
        "--ringbus.crm-sync.close-every=200ms",
        "--ringbus.control.port=0");
  }

  private void append(List<CallEvent> happened) {
    events.append(happened, Context.root()).block(AMPLE);
  }

  private List<CallEvent> consultation(String callId) {
    return told(
        Vendors.all(
            mts(0, 1),
            mts(2, 8, "DN1", FIRST),
            mts(6, 9, "DN1", FIRST, "Result", "1280"),
            mts(20, 8, "DN1", SECOND),
            mts(24, 9, "DN1", SECOND, "Result", "1280"),
            mts(44, 9, "DN1", SECOND, "Result", "200"),
            mts(60, 17, "DN1", FIRST),
            mts(61, 15, "DN1", FIRST, "Result", "2")),
        callId,
        Instant.now());
  }

  private List<CallEvent> recorded(String callId) {
    String recording = crm.recordingUrl("later1-call-12s.mp3");
    return told(
        Vendors.all(
            outgoing(0, "start"),
            outgoing(8, "answer"),
            outgoing(38, "end", "status", "ANSWER", "duration", "30", "audio_path", recording)),
        callId,
        Instant.now());
  }

  private static List<CallEvent> outgoing(int second, String event, String... more) {
    String[] parameters = new String[6 + more.length];
    System.arraycopy(
        new String[] {"pbx_id", "17", "caller", "+" + FIRST, "receiver", "+" + Vendors.CLIENT},
        0,
        parameters,
        0,
        6);
    System.arraycopy(more, 0, parameters, 6, more.length);
    return sipSim(second, "outgoing_call_" + event, parameters);
  }

  private KnownCall registered(String externalId) {
    await()
        .atMost(AMPLE)
        .untilAsserted(() ->
            assertThat(crm.call(externalId))
                .hasValueSatisfying(call -> assertThat(call.registration()).isPresent()));
    assertThat(crm.calls(externalId)).hasSize(1);
    return crm.call(externalId).orElseThrow();
  }

  private static List<String> steps(KnownCall call) {
    return call.notices().stream()
        .map(notice ->
            notice.leg() == null
                ? notice.operation().word()
                : notice.leg().id().replace(call.externalId() + "/", "")
                    + " "
                    + notice.leg().progress().wireName())
        .toList();
  }

  @Test
  void tellsTheCrmOfEachCallOnceAndInOrder() {
    try (var _ = service()) {
      List<CallEvent> consultation = consultation("e2e-1");
      append(consultation.subList(0, 3));
      await().atMost(AMPLE).until(() -> crm.call("acme-mts:e2e-1").isPresent());
      append(consultation.subList(3, consultation.size()));
      append(recorded("e2e-2"));
      append(
          told(
              comagic(0, "cdr_id", "1", "numa", Vendors.CLIENT, "numb", Vendors.LINE),
              "e2e-3",
              Instant.now()));

      KnownCall talked = registered("acme-mts:e2e-1");
      assertThat(steps(talked))
          .containsExactly(
              "call-started",
              "+" + FIRST + " appeared",
              "+" + FIRST + " connected",
              "+" + SECOND + " appeared",
              "+" + FIRST + " paused",
              "+" + SECOND + " connected",
              "+" + FIRST + " connected",
              "+" + SECOND + " disconnected",
              "+" + FIRST + " disconnected",
              "call-finished");
      assertThat(talked.registration().orElseThrow().items())
          .satisfiesExactly(
              first -> {
                assertThat(first.id()).isEqualTo("acme-mts:e2e-1/+" + FIRST);
                assertThat(first.to().userId()).isEqualTo(FIRST_USER);
              },
              second -> {
                assertThat(second.from().userId()).isEqualTo(FIRST_USER);
                assertThat(second.to().userId()).isEqualTo(SECOND_USER);
              });

      KnownCall recorded = registered("acme-sipsim:e2e-2");
      assertThat(recorded.news("acme-sipsim:e2e-2/caller"))
          .extracting(news -> news.progress())
          .containsExactly(LegProgress.APPEARED, LegProgress.CONNECTED, LegProgress.FINISHED);
      await()
          .atMost(AMPLE)
          .untilAsserted(() ->
              assertThat(crm.call("acme-sipsim:e2e-2").orElseThrow().recordings()).hasSize(1));

      // Of a call whose PBX tells of no legs there is one, with the call's own id.
      assertThat(registered("acme-comagic:e2e-3").registration().orElseThrow().items())
          .singleElement()
          .satisfies(item -> assertThat(item.id()).isEqualTo("acme-comagic:e2e-3"));
      assertThat(crm.violations()).isEmpty();
    }
  }

  @Test
  void registersNothingAgainWhenEventsComeAgainToAnotherInstance() {
    List<CallEvent> consultation = consultation("e2e-4");
    try (var _ = service()) {
      append(consultation);
      registered("acme-mts:e2e-4");
    }
    append(consultation);
    append(consultation.reversed());
    append(consultation("e2e-5"));
    try (var _ = service()) {
      registered("acme-mts:e2e-5");
      assertThat(registered("acme-mts:e2e-4").repeats()).isZero();
      assertThat(crm.violations()).isEmpty();
    }
  }
}
