package dev.ringbus.store.postgres;

import static dev.ringbus.store.testkit.Samples.CRM;
import static dev.ringbus.store.testkit.Samples.NOW;
import static dev.ringbus.store.testkit.Samples.notice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.Inquiries.DeliveryFilter;
import dev.ringbus.store.Inquiries.PageRequest;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.testkit.Store;
import dev.ringbus.store.testkit.StoreUnderTest;
import dev.ringbus.store.testkit.TestStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hundred thousand deliveries that are parked, wait for their time, or wait for their turn. */
class LargeOutboxTest extends StoreUnderTest {

  private static final Pattern BUFFERS = Pattern.compile("^ *Buffers: shared hit=(\\d+)");

  private static final List<String> FREQUENT =
      List.of(
          Claiming.CLAIM,
          Claiming.CALLS,
          Finishing.FINISH,
          DeliveryRows.KNOWN,
          DeliveryRows.PROMOTE,
          CallRows.LOCK,
          CallRows.UPDATE,
          CallRows.TO_CLOSE,
          EventRows.LOAD,
          WorkspaceCallRows.FILES,
          Consequences.REGISTERED,
          Consequences.REGISTRATIONS_DUE,
          Forgetting.OLD_CALLS,
          PostgresOutbox.EXTEND,
          PostgresOutbox.NEXT_DUE,
          Revival.LOCK_CALLS,
          Revival.LOCK_HEADS,
          WorkspaceRows.OLDEST_DUE,
          OtherWays.SENT,
          OtherWays.DUE);

  private final TestStore store = TestStore.create(CLOCK);

  @AfterEach
  void closes() {
    store.close();
  }

  @Override
  protected Store store() {
    return store;
  }

  /**
   * Of a thousand calls each: 50 parked, 30 that wait for an hour, and 20 that wait behind those.
   */
  @BeforeEach
  void holdsAHundredThousand() {
    store.execute(
        """
        INSERT INTO calls (key_hash, integration, call_id, created_at, changed_at)
        SELECT md5('large ' || i)::uuid, 'large', i::text, '%1$s', '%1$s'
        FROM generate_series(1, 1000) AS i
        """
            .formatted(NOW));
    store.execute(
        """
        INSERT INTO deliveries
          (call, crm, lane, operation, name, payload, state, attempts, head, due_at, first_due_at,
           created_at)
        SELECT c.id, '%2$s', 'call', 'call-event', 'large ' || i, '{}',
          CASE WHEN i <= 50 THEN 'parked' ELSE 'waiting' END, 1, i = 51,
          timestamptz '%1$s' + CASE WHEN i <= 80 THEN interval '1 hour' ELSE interval '0' END,
          '%1$s', '%1$s'
        FROM calls c, generate_series(1, 100) AS i
        WHERE c.integration = 'large' ORDER BY c.id, i
        """
            .formatted(NOW, CRM));
  }

  @Test
  void isClaimedFromWithoutALookAtWhatIsNotDue() throws SQLException {
    plan("17", notice("due"));
    for (boolean analysed : List.of(false, true)) {
      if (analysed) {
        store.execute("ANALYZE");
      }
      List<String> plan = explain(Claiming.CLAIM, CRM, "call", NOW, 32, NOW.plusSeconds(30));

      assertThat(plan).noneMatch(line -> line.contains("Seq Scan on deliveries"));
      assertThat(plan).anyMatch(line -> line.contains("deliveries_due"));
      assertThat(buffers(plan)).as("pages, %s", plan).isLessThan(100);
    }
    assertThat(claimedNames(NOW)).containsExactly("due");
  }

  @Test
  void knowsAtOnceWhenTheNextIsDue() throws SQLException {
    assertThat(now(store.outbox().nextDue(CRM, Lane.CALL))).contains(NOW.plusSeconds(3600));
    assertThat(buffers(explain(PostgresOutbox.NEXT_DUE, CRM, "call"))).isLessThan(20);
  }

  @Test
  void knowsAtOnceHowFarBehindItIs() throws SQLException {
    for (boolean analysed : List.of(false, true)) {
      if (analysed) {
        store.execute("ANALYZE");
      }
      List<String> plan =
          explain(WorkspaceRows.OLDEST_DUE.replace("$2", "ARRAY[$2]"), NOW.plusSeconds(9), CRM);

      assertThat(plan).anyMatch(line -> line.contains("deliveries_first_due"));
      assertThat(buffers(plan)).as("pages, %s", plan).isLessThan(20);
    }
  }

  /** The driver prepares statements, and PostgreSQL then plans them once for all values. */
  @Test
  void readsNoWholeTableForWhatIsAskedOften() {
    for (boolean analysed : List.of(false, true)) {
      if (analysed) {
        store.execute("ANALYZE");
      }
      assertThat(FREQUENT)
          .allSatisfy(sql ->
              assertThat(store.genericPlan(sql))
                  .isNotEmpty()
                  .noneMatch(line -> line.contains("Seq Scan")));
    }
  }

  @Test
  void isShownAPageAtATime() {
    DeliveryFilter parked = new DeliveryFilter(DeliveryState.PARKED, CRM, null, null, null, null);
    var page = now(store.inquiries().deliveries(parked, new PageRequest(50, null)));

    assertThat(page.items()).hasSize(50);
    assertThat(page.next()).isNotNull();
    assertThat(now(store.inquiries().workspaces(NOW)).getFirst().counts())
        .containsEntry(DeliveryState.PARKED, 50_000L)
        .containsEntry(DeliveryState.WAITING, 50_000L);
  }

  @Test
  void isResumedWhole() {
    assertThat(now(store.outbox().resume(CRM, NOW.plusSeconds(1)))).isEqualTo(80_000);
    assertThat(now(store.outbox().claim(CRM, Lane.CALL, 2000, NOW.plusSeconds(1), LEASE)))
        .hasSize(1000)
        .allMatch(claimed -> claimed.planned().name().equals("large 1"));
  }

  /** As the statement is planned when it runs, with what it reads; nothing is changed. */
  private List<String> explain(String sql, Object... values) throws SQLException {
    try (Connection connection = store.connect()) {
      connection.setAutoCommit(false);
      List<String> plan = new ArrayList<>();
      try (PreparedStatement statement =
          connection.prepareStatement(
              "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " + sql.replaceAll("\\$\\d", "?"))) {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(
              i + 1,
              values[i] instanceof java.time.Instant time ? Timestamp.from(time) : values[i]);
        }
        var rows = statement.executeQuery();
        while (rows.next()) {
          plan.add(rows.getString(1));
        }
      }
      connection.rollback();
      return plan;
    }
  }

  /** Of the whole statement, which comes first. */
  private static int buffers(List<String> plan) {
    return plan.stream()
        .map(BUFFERS::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(matcher -> Integer.parseInt(matcher.group(1)))
        .orElseThrow();
  }
}
