package dev.ringbus.store.postgres;

import static dev.ringbus.store.testkit.Samples.NOW;
import static dev.ringbus.store.testkit.Samples.event;
import static dev.ringbus.store.testkit.Samples.key;
import static dev.ringbus.store.testkit.Samples.notice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.embedded.EmbeddedPostgres;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.CallHistory;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.StoreUnavailable;
import dev.ringbus.store.testkit.Samples;
import dev.ringbus.store.testkit.Store;
import dev.ringbus.store.testkit.StoreUnderTest;
import dev.ringbus.store.testkit.TestStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/** A database that goes while it is used. */
class BrokenDatabaseTest extends StoreUnderTest {

  /** Once the connection of the batch is there, and until it is gone. */
  private static final String KILL =
      """
      DO $$ BEGIN
        LOOP
          PERFORM pg_terminate_backend(pid, 30000) FROM pg_stat_activity
            WHERE datname = current_database() AND state = 'idle in transaction';
          EXIT WHEN FOUND;
          PERFORM pg_stat_clear_snapshot();
        END LOOP;
      END $$
      """;

  private final TestStore store = TestStore.create(CLOCK);

  @AfterEach
  void closes() {
    store.close();
  }

  @Override
  protected Store store() {
    return store;
  }

  @Test
  void leavesNothingOfABatchWhoseConnectionWasKilled() {
    CallEvent event = event("17", "a", CallEventType.CALL_STARTED);
    StepVerifier.create(
            store
                .calls()
                .record(
                    List.of(event),
                    history -> {
                      store.execute(KILL);
                      return Samples.assembled(history, List.of(notice("1")));
                    }))
        .verifyError(StoreUnavailable.class);

    assertThat(now(store.calls().find(List.of(key("17"))))).isEmpty();
    assertThat(claim(NOW)).isEmpty();
    assertThat(record(BrokenDatabaseTest::noticed, event)).hasSize(1);
    assertThat(claimedNames(NOW)).containsExactly("1");
  }

  private static AssembledCall noticed(CallHistory history) {
    return Samples.assembled(history, List.of(notice("1")));
  }

  @Test
  void repeatsATransactionThatWasChosenToEndADeadlock() {
    store.execute("CREATE SEQUENCE failures");
    store.execute(
        """
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF nextval('failures') < 3 THEN
            RAISE EXCEPTION USING ERRCODE = '40P01', MESSAGE = 'deadlock detected';
          END IF;
          RETURN NEW;
        END $$
        """);
    store.execute(
        "CREATE TRIGGER fail BEFORE INSERT ON call_events FOR EACH ROW EXECUTE FUNCTION fail()");

    assertThat(record(BrokenDatabaseTest::noticed, event("17", "a", CallEventType.CALL_STARTED)))
        .hasSize(1);
    assertThat(claimedNames(NOW)).containsExactly("1");
  }

  @Test
  void isUnavailableWhereACommitFails() {
    store.execute(
        """
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          RAISE EXCEPTION 'not this time';
        END $$
        """);
    store.execute(
        """
        CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON call_events
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()
        """);
    CallEvent event = event("17", "a", CallEventType.CALL_STARTED);

    // More often than there are connections: each comes back.
    for (int i = 0; i < 2 * store.settings().connections(); i++) {
      StepVerifier.create(store.calls().record(List.of(event), BrokenDatabaseTest::noticed))
          .verifyError(StoreUnavailable.class);
    }
    store.execute("DROP TRIGGER fail ON call_events");
    assertThat(record(BrokenDatabaseTest::noticed, event)).hasSize(1);
  }

  /** One that is not up when the store starts, and is stopped and started later. */
  @Test
  void goesOnWhenTheDatabaseIsBack(@TempDir Path directory) {
    EmbeddedPostgres postgres = new EmbeddedPostgres(directory, 0);
    postgres.start();
    StoreSettings settings =
        new StoreSettings(
            "postgresql://127.0.0.1:" + postgres.port() + "/postgres",
            "postgres",
            null,
            4,
            Duration.ofSeconds(2),
            Duration.ofDays(30));
    postgres.stop();
    PostgresStore patient = new PostgresStore(settings, CLOCK, new SimpleMeterRegistry());
    patient.start();
    try {
      StepVerifier.create(patient.calls().find(List.of(key("17"))))
          .verifyError(StoreUnavailable.class);
      postgres.start();
      recordWhenItIsThere(patient.calls(), event("17", "a", CallEventType.CALL_STARTED));
      postgres.stop();
      StepVerifier.create(patient.calls().find(List.of(key("17"))))
          .verifyError(StoreUnavailable.class);
      StepVerifier.create(patient.check()).verifyError(StoreUnavailable.class);
      postgres.start();
      recordWhenItIsThere(patient.calls(), event("17", "b", CallEventType.CALL_ENDED));

      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .untilAsserted(() ->
              assertThat(now(patient.calls().find(List.of(key("17")))))
                  .singleElement()
                  .matches(call -> call.events() == 2));
    } finally {
      patient.stop().block(Duration.ofSeconds(60));
      postgres.close();
    }
  }

  private static void recordWhenItIsThere(CallStore calls, CallEvent event) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> now(calls.record(List.of(event), Samples::quiet)).size() == 1);
  }
}
