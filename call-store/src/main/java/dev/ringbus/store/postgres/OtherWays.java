package dev.ringbus.store.postgres;

import dev.ringbus.model.CallKey;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.postgres.DeliveryRows.LaneKey;
import dev.ringbus.store.postgres.WorkspaceCallRows.WorkspaceCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;

/** What workspaces are told by another way than by deliveries. */
final class OtherWays {

  static final String SENT =
      """
      UPDATE deliveries d
      SET state = 'sent', head = false, finished_at = $4, reason = $5, payload = ''
      WHERE d.call = $1 AND d.crm = $2 AND md5(d.name) = md5($3)
        AND d.state IN ('waiting', 'sending', 'unknown')
      """;

  private static final String REMEMBER =
      """
      INSERT INTO deliveries
        (call, crm, lane, operation, name, payload, due_at, first_due_at, finished_at, reason,
         state, head, created_at)
      VALUES ($1, $2, $3, $4, $5, '', $6, $6, $6, $7, 'sent', false, $8)
      ON CONFLICT (call, crm, md5(name)) DO NOTHING
      """;

  static final String DUE =
      """
      UPDATE deliveries d SET due_at = $4, first_due_at = least(d.first_due_at, $4)
      FROM calls c
      WHERE c.key_hash = $1 AND d.call = c.id AND d.crm = $2 AND md5(d.name) = md5($3)
        AND d.state = 'waiting' AND d.attempts = 0 AND d.due_at > $4
      """;

  private OtherWays() {}

  static Mono<Void> told(
      Session session,
      CallKey call,
      PlannedDelivery delivery,
      Instant at,
      String communicationId,
      String remark,
      Instant now) {
    return CallRows.lock(session, List.of(call), now)
        .map(rows -> Objects.requireNonNull(rows.get(call)).id())
        .flatMap(id ->
            Mono.when(
                session.update(
                    SENT,
                    id,
                    DatabaseText.write(delivery.crm()),
                    DatabaseText.write(delivery.name()),
                    DatabaseTime.of(at),
                    remark),
                session.update(
                    REMEMBER,
                    id,
                    DatabaseText.write(delivery.crm()),
                    DeliveryRows.name(delivery.lane()),
                    delivery.operation(),
                    DatabaseText.write(delivery.name()),
                    DatabaseTime.of(at),
                    remark,
                    DatabaseTime.of(now)),
                WorkspaceCallRows.identify(
                    session, Map.of(new WorkspaceCall(id, delivery.crm()), communicationId)),
                DeliveryRows.promote(
                    session, Set.of(new LaneKey(id, delivery.crm(), delivery.lane())))));
  }

  static Mono<Long> makeDue(Session session, CallKey call, String crm, String name, Instant at) {
    return session.update(
        DUE,
        CallRows.hash(call),
        DatabaseText.write(crm),
        DatabaseText.write(name),
        DatabaseTime.of(at));
  }
}
