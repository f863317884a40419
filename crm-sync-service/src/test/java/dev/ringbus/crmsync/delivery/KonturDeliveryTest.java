package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.kontur.http.Kontur;
import dev.ringbus.crmsync.delivery.Dispatcher.Equipment;
import dev.ringbus.crmsync.recording.RecordingResult;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import dev.ringbus.simulator.kontur.Fault;
import dev.ringbus.simulator.kontur.KnownCall;
import dev.ringbus.simulator.kontur.KonturCrm;
import dev.ringbus.simulator.kontur.KonturSettings;
import dev.ringbus.simulator.kontur.Notice;
import dev.ringbus.simulator.kontur.Occasion;
import dev.ringbus.simulator.kontur.Operation;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.Inquiries.DeliveryFilter;
import dev.ringbus.store.Inquiries.PageRequest;
import dev.ringbus.store.Outbox;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.StoreUnavailable;
import dev.ringbus.store.UploadedFile;
import dev.ringbus.store.testkit.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Deliveries from a real database to a Kontur.CRM that keeps to its contract. */
class KonturDeliveryTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final byte[] SOUND = "ID3 sound".getBytes(StandardCharsets.US_ASCII);
  private static final String API_KEY = "an-api-key-of-nobody";

  /** As short as can be: a test waits for what was interrupted. */
  private static final DeliverySettings SETTINGS =
      new DeliverySettings(
          Duration.ofSeconds(8),
          Duration.ofSeconds(5),
          Duration.ofMillis(100),
          Duration.ofMillis(3),
          4,
          2000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5));

  private final TestStore store = TestStore.create(CLOCK);
  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private KonturCrm kontur;

  @BeforeEach
  void start() throws IOException {
    kontur = KonturCrm.start(KonturSettings.of(new Secret(API_KEY), CLOCK));
  }

  @AfterEach
  void stop() {
    Flux.fromIterable(dispatchers).flatMap(Dispatcher::stop).blockLast(Duration.ofSeconds(60));
    kontur.close();
    store.close();
  }

  private CrmConnection connect() {
    Crm crm =
        new Crm(
            CRM,
            "kontur",
            kontur.url(),
            null,
            Map.of("concurrency", 16),
            Map.of("apiKey", new SecretRef.Env("KEY")),
            "1");
    SecretSource secrets = new SecretSource(Map.of("KEY", API_KEY), Path.of("."));
    return new Kontur().connect(crm, secrets, CLOCK);
  }

  private Dispatcher dispatch(Outbox outbox) {
    return dispatch(outbox, CLOCK);
  }

  private Dispatcher dispatch(Outbox outbox, Clock clock) {
    Equipment equipment =
        new Equipment(
            outbox,
            new Courier(
                KonturDeliveryTest::bring,
                new Announcements((_, _) -> Mono.empty(), Schedulers.parallel(), clock),
                Schedulers.parallel()),
            SETTINGS,
            Schedulers.parallel(),
            clock,
            () -> ThreadLocalRandom.current().nextDouble(),
            new Silence());
    Dispatcher dispatcher = new Dispatcher(CRM, connect(), equipment);
    dispatchers.add(dispatcher);
    dispatcher.start();
    return dispatcher;
  }

  /** The same sound for every recording, without fetching any. */
  private static Mono<RecordingResult> bring(
      ClaimedDelivery claimed, String url, @Nullable String legId, CrmGateway gateway) {
    return Mono.fromCallable(() -> Files.write(Files.createTempFile("sound", ".mp3"), SOUND))
        .flatMap(sound ->
            gateway
                .push(
                    new CrmOperation(
                        claimed.call(),
                        claimed.communicationId(),
                        new CrmAction.Upload(sound, "1.mp3", "audio/mpeg", SOUND.length)))
                .doFinally(_ -> sound.toFile().delete()))
        .map(receipt -> {
          CrmFile file = Objects.requireNonNull(receipt.file());
          Instant now = CLOCK.instant();
          return new RecordingResult.Uploaded(
              new UploadedFile(
                  url,
                  file.fileId(),
                  file.name(),
                  file.contentType(),
                  file.length(),
                  legId,
                  now,
                  false),
              null,
              new Payload.AttachRecording(url, legId).plan(CRM, now, null));
        });
  }

  private void plan(Call call, List<PlannedDelivery> planned) {
    store
        .calls()
        .record(
            List.of(Samples.event(call.callId(), CallEventType.CALL_ENDED)),
            _ -> new AssembledCall(call, null, planned, null))
        .retryWhen(Retry.backoff(20, Duration.ofMillis(20)))
        .block(Duration.ofSeconds(60));
    dispatchers.forEach(Dispatcher::wake);
  }

  private List<Call> planWholeCalls(int count) {
    List<Call> calls = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Call call = call(number + "-" + UUID.randomUUID());
      plan(call, whole(CRM, call, CLOCK.instant(), null));
      calls.add(call);
    }
    return calls;
  }

  private long count(DeliveryState state) {
    return store
        .inquiries()
        .deliveries(
            new DeliveryFilter(state, CRM, null, null, null, null), new PageRequest(5000, null))
        .block(Duration.ofSeconds(60))
        .items()
        .size();
  }

  /** There may be more than were planned: what is told again is one more. */
  private void awaitAllSent(int deliveries) {
    await()
        .atMost(Duration.ofMinutes(3))
        // The connection that this is counted over may be one of those that break.
        .ignoreExceptionsInstanceOf(StoreUnavailable.class)
        .untilAsserted(() -> {
          assertThat(count(DeliveryState.SENT)).isGreaterThanOrEqualTo(deliveries);
          for (DeliveryState open :
              List.of(DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.UNKNOWN)) {
            assertThat(count(open)).isZero();
          }
        });
    assertThat(count(DeliveryState.PARKED)).isZero();
    assertThat(count(DeliveryState.DROPPED)).isZero();
  }

  /** In order and once, and nothing that breaks the contract. */
  private void assertRegistered(List<Call> calls) {
    assertThat(kontur.violations()).isEmpty();
    for (Call call : calls) {
      assertThat(kontur.calls(call.key().toString())).hasSize(1);
      KnownCall known = kontur.call(call.key().toString()).orElseThrow();
      assertThat(known.registration()).isPresent();
      assertThat(known.notices())
          .extracting(Notice::operation)
          .containsExactly(
              Operation.CALL_STARTED,
              Operation.CALL_EVENT,
              Operation.CALL_EVENT,
              Operation.CALL_EVENT,
              Operation.CALL_FINISHED);
    }
  }

  @Test
  void registersEachCallOnceWhateverGoesWrongInTheCrm() {
    kontur
        .faults()
        .add(new Fault.ServerError(503), Occasion.share(0.03))
        .add(new Fault.DropAnswer(), Occasion.share(0.03))
        .add(new Fault.DropRequest(), Occasion.share(0.03))
        .add(new Fault.ExpireKey(), Occasion.share(0.01))
        .add(new Fault.TooManyRequests(Duration.ofSeconds(1)), Occasion.share(0.002));
    dispatch(store.outbox());
    List<Call> calls = planWholeCalls(100);
    awaitAllSent(6 * 100);
    assertRegistered(calls);
    assertThat(kontur.faults().struck()).containsKeys("ServerError", "DropAnswer", "DropRequest");
  }

  @Test
  void registersEachCallOnceAndAttachesItsRecordingThoughTheCrmLosesUploads() {
    kontur.faults().add(new Fault.LoseUpload(), Occasion.times(5).of(Operation.UPLOAD));
    dispatch(store.outbox());
    List<Call> calls = new ArrayList<>();
    for (int number = 0; number < 10; number++) {
      Call call = call(number + "-" + UUID.randomUUID());
      Instant now = CLOCK.instant();
      List<PlannedDelivery> planned = new ArrayList<>(whole(CRM, call, now, null));
      planned.removeLast();
      planned.add(
          new Payload.UploadRecording(
                  "https://records.example/" + number, call.legs().getFirst().id())
              .plan(CRM, now, null));
      planned.add(new Payload.RegisterCall().plan(CRM, now.plus(Duration.ofSeconds(30)), null));
      plan(call, planned);
      calls.add(call);
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() ->
            assertThat(calls)
                .allSatisfy(call ->
                    assertThat(kontur.call(call.key().toString()).orElseThrow().recordings())
                        .hasSize(1)));
    // Notices, the upload and the registration of each; an upload and an attachment of five.
    awaitAllSent(7 * 10 + 2 * 5);
    assertRegistered(calls);
    assertThat(kontur.faults().struck()).containsEntry("LoseUpload", 5L);
  }

  @Test
  void settlesWhatTheCrmTookBeforeTheHubDied() {
    UnreliableOutbox dying = new UnreliableOutbox(store.outbox());
    dying.loses(KonturDeliveryTest::isRegistration);
    Dispatcher first = dispatch(dying);
    List<Call> calls = planWholeCalls(20);
    await()
        .until(() ->
            kontur.calls().stream().filter(call -> call.registration().isPresent()).count() == 20);
    dispatchers.remove(first);
    first.stop().block(Duration.ofSeconds(60));
    assertThat(count(DeliveryState.SENDING)).isEqualTo(20);

    // When nobody holds a claim any more.
    dispatch(store.outbox(), Clock.offset(CLOCK, SETTINGS.lease()));
    awaitAllSent(6 * 20);
    assertRegistered(calls);
  }

  private static boolean isRegistration(FinishedDelivery finished) {
    return finished.claimed().planned().operation().equals("register-call");
  }

  @Test
  void registersEachCallOnceByTwoInstances() {
    try (TestStore other = store.another(CLOCK)) {
      dispatch(store.outbox());
      Dispatcher second = dispatch(other.outbox());
      List<Call> calls = planWholeCalls(100);
      awaitAllSent(6 * 100);
      assertRegistered(calls);
      dispatchers.remove(second);
      second.stop().block(Duration.ofSeconds(60));
    }
  }

  @Test
  void goesOnWhenTheDatabaseBreaksItsConnections() {
    dispatch(store.outbox());
    List<Call> calls = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      calls.addAll(planWholeCalls(20));
      store.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }
    awaitAllSent(6 * 100);
    assertRegistered(calls);
  }

  private static final class Silence implements Observer {
    @Override
    public void ended(String crm, List<Ended> ended) {}

    @Override
    public void claimed(String crm, List<ClaimedDelivery> claims, Instant at) {}

    @Override
    public void changed(String crm, Condition condition) {}
  }
}
