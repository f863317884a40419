package dev.ringbus.store.postgres;

import static dev.ringbus.store.testkit.Samples.CRM;
import static dev.ringbus.store.testkit.Samples.NOW;
import static dev.ringbus.store.testkit.Samples.event;
import static dev.ringbus.store.testkit.Samples.file;
import static dev.ringbus.store.testkit.Samples.key;
import static dev.ringbus.store.testkit.Samples.notice;
import static dev.ringbus.store.testkit.Samples.planned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.CallHistory;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.FinishedDelivery.Sent;
import dev.ringbus.store.FinishedDelivery.Uploaded;
import dev.ringbus.store.Operations;
import dev.ringbus.store.Origination;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.UploadedFile;
import dev.ringbus.store.testkit.Samples;
import dev.ringbus.store.testkit.Store;
import dev.ringbus.store.testkit.StoreUnderTest;
import dev.ringbus.store.testkit.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Several instances at the same calls. */
class ConcurrencyTest extends StoreUnderTest {

  private final TestStore one = TestStore.create(CLOCK);
  private final TestStore other = one.another(CLOCK);

  @AfterEach
  void closes() {
    one.close();
    other.close();
  }

  @Override
  protected Store store() {
    return one;
  }

  @Test
  void neverSharesAHead() {
    for (int call = 0; call < 200; call++) {
      plan("call " + call, notice("1"), notice("2"));
    }
    List<ClaimedDelivery> all =
        now(
            Flux.range(0, 60)
                .flatMap(
                    i ->
                        (i % 2 == 0 ? one : other)
                            .outbox()
                            .claim(CRM, Lane.CALL, 5, NOW, LEASE)
                            .flatMapIterable(claimed -> claimed),
                    12)
                .collectList());
    all.addAll(claim(NOW));

    assertThat(all).hasSize(200).extracting(ClaimedDelivery::id).doesNotHaveDuplicates();
    assertThat(all).allMatch(claimed -> claimed.planned().name().equals("1"));
  }

  @Test
  void sendsEverythingInOrderWhileMoreIsPlanned() {
    List<Integer> steps = IntStream.rangeClosed(1, 20).boxed().toList();
    List<Integer> calls = IntStream.range(0, 15).boxed().toList();
    Map<String, List<String>> sent = new ConcurrentHashMap<>();
    Mono<Void> writing =
        Flux.fromIterable(steps)
            .concatMap(step ->
                Flux.fromIterable(calls)
                    .flatMap(call -> planStep(step % 2 == 0 ? one : other, call, step), 6)
                    .then())
            .then();
    Mono<Void> delivering =
        Flux.just(one, other, one, other)
            .flatMap(store -> deliver(store, sent, steps.size() * calls.size()))
            .then();
    Mono.when(writing, delivering).block(Duration.ofSeconds(60));

    List<String> inOrder = steps.stream().map(String::valueOf).toList();
    assertThat(sent)
        .hasSize(calls.size())
        .allSatisfy((_, its) -> assertThat(its).isEqualTo(inOrder));
  }

  private static Mono<List<Call>> planStep(Store store, int call, int step) {
    return store
        .calls()
        .record(
            List.of(event("call " + call, "step " + step, CallEventType.LEG_RINGING)),
            history -> Samples.assembled(history, List.of(notice("" + step))));
  }

  private static Mono<Void> deliver(Store store, Map<String, List<String>> sent, int all) {
    return Mono.defer(() -> store.outbox().claim(CRM, Lane.CALL, 4, NOW, LEASE))
        .flatMap(claimed -> {
          claimed.forEach(one ->
              sent.computeIfAbsent(one.callKey().toString(), _ -> new CopyOnWriteArrayList<>())
                  .add(one.planned().name()));
          return store
              .outbox()
              .finish(List.copyOf(claimed.stream().map(StoreUnderTest::sent).toList()));
        })
        .repeat(() -> sent.values().stream().mapToInt(List::size).sum() < all)
        .then();
  }

  @Test
  void keepsEveryEventOfACallThatTwoInstancesWrite() {
    List<CallEvent> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      events.add(event("call " + i % 7, "event " + i / 2, CallEventType.LEG_RINGING));
    }
    now(
        Flux.fromIterable(events)
            .buffer(9)
            .index()
            .flatMap(
                batch -> {
                  List<CallEvent> shuffled = new ArrayList<>(batch.getT2());
                  Collections.shuffle(shuffled, new Random(batch.getT1()));
                  return (batch.getT1() % 2 == 0 ? one : other)
                      .calls()
                      .record(shuffled, Samples::quiet);
                },
                8)
            .collectList());

    Map<String, Integer> expected = new HashMap<>();
    events.stream()
        .map(one -> one.callId().value() + one.id())
        .distinct()
        .forEach(id -> expected.merge(id.substring(0, 6), 1, Integer::sum));
    for (int call = 0; call < 7; call++) {
      var dossier = now(one.inquiries().call(key("call " + call))).orElseThrow();
      assertThat(dossier.events())
          .hasSize(expected.get("call " + call))
          .extracting(CallEvent::id)
          .doesNotHaveDuplicates();
      assertThat(dossier.call().events()).isEqualTo(dossier.events().size());
    }
  }

  @Test
  void tiesARequestToOneCallAlone() {
    now(one.calls().await(new Origination(CRM, "c-1", Samples.ACME, null, null, NOW)));
    now(
        Flux.range(0, 20)
            .flatMap(
                i ->
                    (i % 2 == 0 ? one : other)
                        .calls()
                        .record(
                            List.of(event("call " + i, "a", CallEventType.CALL_STARTED)),
                            ConcurrencyTest::answering),
                10)
            .collectList());

    assertThat(claim(NOW))
        .hasSize(20)
        .extracting(ClaimedDelivery::communicationId)
        .containsOnlyOnce("c-1");
  }

  private static AssembledCall answering(CallHistory history) {
    AssembledCall call = Samples.assembled(history, List.of(notice("call-started")));
    return new AssembledCall(
        call.call(),
        call.closeAt(),
        call.deliveries(),
        history.awaited().stream().findFirst().orElse(null));
  }

  /**
   * The registration is claimed with the file, or the file is attached after it. At the same moment
   * it can be both: then whoever is to attach it is told that it went with the registration.
   */
  @Test
  void forgetsNoFileThatComesWhileItsCallIsRegistered() {
    PlannedDelivery register = planned("register-call", Lane.CALL, Operations.REGISTER_CALL, NOW);
    PlannedDelivery upload = planned("upload/a", Lane.FILES, Operations.UPLOAD, NOW);
    PlannedDelivery attach = planned("attach", Lane.CALL, Operations.CALL_RECORDING, NOW);
    List<ClaimedDelivery> registrations = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 60; i++) {
      plan("call " + i, register, upload);
    }
    List<ClaimedDelivery> uploads = claimFiles(NOW);
    Mono<Void> uploading =
        Flux.fromIterable(uploads)
            .flatMap(
                claimed ->
                    one.outbox()
                        .finish(List.of(new Uploaded(claimed, NOW, file("a", "f"), null, attach))),
                4)
            .then();
    Mono<Void> registering =
        Mono.defer(() -> other.outbox().claim(CRM, Lane.CALL, 2, NOW, LEASE))
            .doOnNext(registrations::addAll)
            .repeat(60)
            .then();
    Mono.when(uploading, registering).block(Duration.ofSeconds(60));
    registrations.addAll(claim(NOW));

    assertThat(registrations).hasSize(60).allMatch(one -> one.planned().equals(register));
    done(one.outbox().finish(registrations.stream().map(ConcurrencyTest::withItsFiles).toList()));
    Map<CallKey, ClaimedDelivery> attachments =
        claim(NOW).stream().collect(Collectors.toMap(ClaimedDelivery::callKey, it -> it));
    for (ClaimedDelivery registration : registrations) {
      boolean wentAlong = !registration.files().isEmpty();
      if (!wentAlong) {
        assertThat(attachments).containsKey(registration.callKey());
      }
      assertThat(Stream.ofNullable(attachments.get(registration.callKey())))
          .flatExtracting(ClaimedDelivery::files)
          .extracting(UploadedFile::attached)
          .allMatch(attached -> attached == wentAlong);
    }
  }

  private static FinishedDelivery withItsFiles(ClaimedDelivery registration) {
    List<String> urls = registration.files().stream().map(UploadedFile::url).toList();
    return new Sent(registration, NOW, null, urls, null, List.of());
  }
}
