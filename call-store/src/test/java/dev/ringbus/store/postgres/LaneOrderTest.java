package dev.ringbus.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.FinishedDelivery.Deferred;
import dev.ringbus.store.FinishedDelivery.Dropped;
import dev.ringbus.store.FinishedDelivery.Parked;
import dev.ringbus.store.FinishedDelivery.Postponed;
import dev.ringbus.store.FinishedDelivery.Sent;
import dev.ringbus.store.FinishedDelivery.Unsettled;
import dev.ringbus.store.FinishedDelivery.Uploaded;
import dev.ringbus.store.Inquiries.DeliveryFilter;
import dev.ringbus.store.Operations;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.WorkspaceView;
import dev.ringbus.store.testkit.InMemoryStore;
import dev.ringbus.store.testkit.Samples;
import dev.ringbus.store.testkit.Store;
import dev.ringbus.store.testkit.StoreUnderTest;
import dev.ringbus.store.testkit.TestStore;
import dev.ringbus.testkit.Property;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Does the same at random, in the same order, to PostgreSQL and to the model in memory, which works
 * out the first of a lane anew each time: at every step both claim the same and show the same.
 */
class LaneOrderTest extends StoreUnderTest {

  private static final String[] OPERATIONS = {
    "call-event", Operations.REGISTER_CALL, Operations.CALL_RECORDING, Operations.UPLOAD
  };

  private final TestStore real = TestStore.create(CLOCK);
  private int round;

  @AfterEach
  void closes() {
    real.close();
  }

  @Override
  protected Store store() {
    return real;
  }

  @Test
  void isThatOfTheModelWhateverHappens() {
    Property.holds("order within lanes", 12, random -> new Round(random, ++round).run());
  }

  /** One history of a few calls, in a workspace of its own. */
  private final class Round {

    private final RandomGenerator random;
    private final Store model = new InMemoryStore(CLOCK);
    private final String crm;
    private final List<CallKey> calls = new ArrayList<>();
    private final List<Pair> claims = new ArrayList<>();
    private Instant now = Samples.NOW;
    private int names;

    Round(RandomGenerator random, int number) {
      this.random = random;
      crm = "crm-" + number;
      for (int i = 0; i < 3; i++) {
        calls.add(Samples.key(number + "/" + i));
      }
    }

    /** The same claim in both. */
    private record Pair(ClaimedDelivery real, ClaimedDelivery model) {}

    void run() {
      calls.forEach(this::plan);
      for (int step = 0; step < 50; step++) {
        switch (random.nextInt(10)) {
          case 0, 1 -> plan(calls.get(random.nextInt(calls.size())));
          case 2, 3, 4 -> claim();
          case 5, 6, 7 -> finish();
          case 8 -> now = now.plusSeconds(random.nextInt(40));
          default -> revive();
        }
        same();
      }
    }

    private void plan(CallKey call) {
      List<PlannedDelivery> planned = some(3);
      String id = "event " + names++;
      for (Store store : List.of(real, model)) {
        StoreUnderTest.now(
            store
                .calls()
                .record(
                    List.of(Samples.event(call, id, CallEventType.LEG_RINGING, now)),
                    history -> Samples.assembled(history, planned)));
      }
    }

    /** Now and then one that is there already. */
    private List<PlannedDelivery> some(int most) {
      List<PlannedDelivery> planned = new ArrayList<>();
      for (int i = random.nextInt(most + 1); i > 0; i--) {
        String operation = Property.oneOf(random, OPERATIONS);
        int name = random.nextInt(5) == 0 ? random.nextInt(names + 1) : names++;
        planned.add(
            new PlannedDelivery(
                crm,
                "d" + name,
                operation.equals(Operations.UPLOAD) ? Lane.FILES : Lane.CALL,
                operation,
                "{}",
                now.plusSeconds(random.nextInt(-20, 20)),
                null));
      }
      return planned;
    }

    private void claim() {
      int limit = 1 + random.nextInt(3);
      for (Lane lane : Lane.values()) {
        List<ClaimedDelivery> ours =
            StoreUnderTest.now(real.outbox().claim(crm, lane, limit, now, LEASE));
        List<ClaimedDelivery> models =
            StoreUnderTest.now(model.outbox().claim(crm, lane, limit, now, LEASE));
        assertThat(ours)
            .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id", "planned.payload")
            .isEqualTo(models);
        for (int i = 0; i < ours.size(); i++) {
          claims.add(new Pair(ours.get(i), models.get(i)));
        }
      }
    }

    private void finish() {
      List<FinishedDelivery> ours = new ArrayList<>();
      List<FinishedDelivery> models = new ArrayList<>();
      while (!claims.isEmpty() && random.nextInt(3) > 0) {
        Pair pair = claims.remove(random.nextInt(claims.size()));
        long seed = random.nextLong();
        List<PlannedDelivery> next = some(2);
        ours.add(outcome(new SplittableRandom(seed), pair.real(), next));
        models.add(outcome(new SplittableRandom(seed), pair.model(), next));
      }
      done(real.outbox().finish(ours));
      done(model.outbox().finish(models));
    }

    private FinishedDelivery outcome(
        RandomGenerator dice, ClaimedDelivery claimed, List<PlannedDelivery> next) {
      Instant until = now.plusSeconds(dice.nextInt(-10, 30));
      if (claimed.planned().operation().equals(Operations.UPLOAD) && dice.nextBoolean()) {
        String url = "url " + claimed.planned().name();
        return new Uploaded(
            claimed,
            now,
            Samples.file(url, "file " + dice.nextInt()),
            null,
            new PlannedDelivery(
                crm, "attach " + url, Lane.CALL, Operations.CALL_RECORDING, "{}", now, null));
      }
      List<String> attached =
          claimed.files().stream().map(file -> file.url()).filter(_ -> dice.nextBoolean()).toList();
      return switch (dice.nextInt(7)) {
        case 0, 1 -> new Sent(claimed, now, "c" + dice.nextInt(9), attached, null, next);
        case 2 -> new Postponed(claimed, until, "not now", dice.nextBoolean(), next);
        case 3 -> new Unsettled(claimed, until, "lost", dice.nextBoolean());
        case 4 -> new Deferred(claimed, until, "not there yet");
        case 5 -> new Parked(claimed, now, "refused");
        default -> new Dropped(claimed, now, "too late");
      };
    }

    private void revive() {
      switch (random.nextInt(4)) {
        case 0 ->
            assertThat(StoreUnderTest.now(real.outbox().resume(crm, now)))
                .isEqualTo(StoreUnderTest.now(model.outbox().resume(crm, now)));
        case 1 -> {
          DeliveryFilter filter = new DeliveryFilter(null, crm, null, null, null, null);
          assertThat(StoreUnderTest.now(real.inquiries().replayAll(filter, now)))
              .isEqualTo(StoreUnderTest.now(model.inquiries().replayAll(filter, now)));
        }
        case 2 -> {
          if (!claims.isEmpty()) {
            Pair pair = claims.get(random.nextInt(claims.size()));
            done(real.outbox().extend(List.of(pair.real()), now.plusSeconds(50)));
            done(model.outbox().extend(List.of(pair.model()), now.plusSeconds(50)));
          }
        }
        default -> replayOne(calls.get(random.nextInt(calls.size())));
      }
    }

    private void replayOne(CallKey call) {
      List<DeliveryView> ours = deliveries(real, call);
      if (!ours.isEmpty()) {
        int which = random.nextInt(ours.size());
        assertThat(StoreUnderTest.now(real.inquiries().replay(ours.get(which).id(), now)))
            .usingRecursiveComparison()
            .ignoringFields("value.id")
            .isEqualTo(
                StoreUnderTest.now(
                    model.inquiries().replay(deliveries(model, call).get(which).id(), now)));
      }
    }

    private void same() {
      for (CallKey call : calls) {
        assertThat(deliveries(real, call))
            .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
            .isEqualTo(deliveries(model, call));
      }
      for (Lane lane : Lane.values()) {
        assertThat(StoreUnderTest.now(real.outbox().nextDue(crm, lane)))
            .isEqualTo(StoreUnderTest.now(model.outbox().nextDue(crm, lane)));
      }
      assertThat(lag(real)).isEqualTo(lag(model));
    }

    private @Nullable Duration lag(Store store) {
      return StoreUnderTest.now(store.inquiries().workspaces(now)).stream()
          .filter(view -> view.crm().equals(crm))
          .map(WorkspaceView::lag)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }

    private static List<DeliveryView> deliveries(Store store, CallKey call) {
      return StoreUnderTest.now(store.inquiries().call(call)).orElseThrow().deliveries();
    }
  }
}
