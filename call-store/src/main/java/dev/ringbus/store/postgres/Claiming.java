package dev.ringbus.store.postgres;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallKey;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.Operations;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.UploadedFile;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Claims deliveries, and then reads what is known of their calls. That is a second statement on
 * purpose: a file that is stored while a registration is being claimed is either seen by it, or its
 * transaction sees that the registration was claimed. In one statement it could miss the file.
 */
final class Claiming {

  /** Rows that another instance is just claiming, or that are being changed, are passed over. */
  static final String CLAIM =
      """
      WITH due AS (
          SELECT id, state, due_at, replayed FROM deliveries
          WHERE crm = $1 AND lane = $2 AND head AND due_at <= $3
          ORDER BY due_at, id LIMIT $4 FOR UPDATE SKIP LOCKED)
      UPDATE deliveries d
      SET state = 'sending', claim = d.claim + 1, due_at = $5, replayed = false,
          attempts = d.attempts + (due.state = 'sending')::int
      FROM due WHERE d.id = due.id
      RETURNING d.id, d.call, d.claim, d.attempts, d.operation, d.name, d.payload, d.stale_at,
        d.created_at, due.state AS state, due.due_at AS due_at, due.replayed AS replayed
      """;

  static final String CALLS =
      """
      SELECT c.id, c.integration, c.call_id, c.body, w.communication_id
      FROM calls c LEFT JOIN workspace_calls w ON w.call = c.id AND w.crm = $2
      WHERE c.id = ANY ($1::bigint[])
      """;

  private final MeterRegistry meters;

  Claiming(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A row of {@code deliveries} that is ours now, as it was before. */
  private record Claim(
      long id,
      long call,
      long claim,
      PlannedDelivery planned,
      int attempts,
      DeliveryState found,
      boolean replayed,
      Instant createdAt) {}

  /** What a workspace is told of. */
  private record Subject(
      long id, CallKey key, @Nullable Call call, @Nullable String communicationId) {}

  Mono<List<ClaimedDelivery>> claim(
      Session session, String crm, Lane lane, int limit, Instant now, Instant until) {
    return session
        .query(
            CLAIM,
            row -> read(row, crm, lane),
            DatabaseText.write(crm),
            DeliveryRows.name(lane),
            DatabaseTime.of(now),
            limit,
            DatabaseTime.of(until))
        .flatMap(
            claims -> claims.isEmpty() ? Mono.just(List.of()) : complete(session, crm, claims));
  }

  private static Claim read(Row row, String crm, Lane lane) {
    return new Claim(
        row.number("id"),
        row.number("call"),
        row.number("claim"),
        new PlannedDelivery(
            crm,
            row.text("name"),
            lane,
            row.text("operation"),
            row.text("payload"),
            row.time("due_at"),
            row.optionalTime("stale_at")),
        row.count("attempts"),
        row.named("state", DeliveryState.class),
        row.flag("replayed"),
        row.time("created_at"));
  }

  private Mono<List<ClaimedDelivery>> complete(Session session, String crm, List<Claim> claims) {
    List<Long> calls = claims.stream().map(Claim::call).distinct().toList();
    return session
        .query(
            CALLS, Claiming::subject, Columns.longs(calls, call -> call), DatabaseText.write(crm))
        .zipWith(
            WorkspaceCallRows.files(session, calls, crm),
            (subjects, files) -> complete(claims, subjects, files));
  }

  private static Subject subject(Row row) {
    return new Subject(
        row.number("id"),
        CallRows.key(row),
        row.optionalJson("body", Call.class).orElse(null),
        row.optionalText("communication_id"));
  }

  private List<ClaimedDelivery> complete(
      List<Claim> claims, List<Subject> subjects, Map<Long, List<UploadedFile>> files) {
    Map<Long, Subject> byId = new HashMap<>();
    subjects.forEach(subject -> byId.put(subject.id(), subject));
    return claims.stream()
        .sorted(
            Comparator.comparing((Claim claim) -> claim.planned().notBefore())
                .thenComparingLong(Claim::id))
        .map(claim ->
            claimed(
                claim,
                Objects.requireNonNull(byId.get(claim.call())),
                files.getOrDefault(claim.call(), List.of())))
        .toList();
  }

  private ClaimedDelivery claimed(Claim claim, Subject subject, List<UploadedFile> files) {
    return new ClaimedDelivery(
        claim.id(),
        claim.claim(),
        claim.planned().crm(),
        subject.key(),
        subject.call(),
        subject.communicationId(),
        claim.planned(),
        claim.attempts(),
        state(claim),
        claim.replayed(),
        claim.createdAt(),
        files);
  }

  private DeliveryState state(Claim claim) {
    if (claim.found() != DeliveryState.SENDING) {
      return claim.found();
    }
    Counter.builder("ringbus.crm.interrupted")
        .description("claims that ran out: whoever held them has died, or was too slow")
        .tag("crm", claim.planned().crm())
        .register(meters)
        .increment();
    return Operations.settled(claim.planned().operation())
        ? DeliveryState.UNKNOWN
        : DeliveryState.WAITING;
  }
}
