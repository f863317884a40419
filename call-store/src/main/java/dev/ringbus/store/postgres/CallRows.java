package dev.ringbus.store.postgres;

import dev.ringbus.dialect.EventIds;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.store.AssembledCall;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** The table {@code calls}. */
final class CallRows {

  /** In the order of the hashes, so that two who add the same calls do not block each other. */
  private static final String ADD =
      """
      INSERT INTO calls (key_hash, integration, call_id, created_at, changed_at)
      SELECT k.key_hash, k.integration, k.call_id, $4, $4
      FROM unnest($1::uuid[], $2::text[], $3::text[]) AS k (key_hash, integration, call_id)
      ORDER BY k.key_hash
      ON CONFLICT (key_hash) DO NOTHING
      RETURNING key_hash
      """;

  static final String LOCK =
      """
      SELECT id, key_hash, body FROM calls WHERE key_hash = ANY ($1::uuid[])
      ORDER BY id FOR NO KEY UPDATE
      """;

  static final String UPDATE =
      """
      UPDATE calls c
      SET state = u.state, started_at = u.started_at, close_at = u.close_at,
          numbers = string_to_array(u.numbers, chr(31)), body = u.body::json, changed_at = $7
      FROM unnest(
          $1::bigint[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[])
        AS u (id, state, started_at, close_at, numbers, body)
      WHERE c.id = u.id
      """;

  private static final String FIND =
      "SELECT body FROM calls WHERE key_hash = ANY ($1::uuid[]) AND body IS NOT NULL";

  static final String TO_CLOSE =
      "SELECT body FROM calls WHERE close_at <= $1 ORDER BY close_at LIMIT $2";

  private static final String SEPARATOR = "\u001f";

  /** What is longer is nobody's number, and too long for an index. */
  private static final int LONGEST_NUMBER = 100;

  private CallRows() {}

  /**
   * A row that is locked.
   *
   * @param call empty if no event of it is stored
   * @param wasThere whether it was not added just now; something may be known of it even so
   */
  record CallRow(long id, Optional<Call> call, boolean wasThere) {}

  /** Locks the rows of these calls, adding those that are not there. */
  static Mono<Map<CallKey, CallRow>> lock(Session session, Collection<CallKey> keys, Instant now) {
    Map<UUID, CallKey> byHash =
        keys.stream().collect(Collectors.toMap(CallRows::hash, key -> key, (one, _) -> one));
    UUID[] hashes = byHash.keySet().toArray(UUID[]::new);
    Mono<List<UUID>> added =
        session.query(
            ADD,
            row -> row.uuid("key_hash"),
            hashes,
            Columns.texts(byHash.values(), key -> key.integration().value()),
            Columns.texts(byHash.values(), key -> key.callId().value()),
            DatabaseTime.of(now));
    return added.zipWith(
        session.query(LOCK, CallRows::read, (Object) hashes),
        (news, rows) -> {
          if (rows.size() < hashes.length) {
            throw new Repeatable("a call was forgotten while it was looked for");
          }
          Set<UUID> addedNow = Set.copyOf(news);
          Map<CallKey, CallRow> locked = new HashMap<>();
          rows.forEach(row ->
              locked.put(
                  Objects.requireNonNull(byHash.get(row.hash())),
                  new CallRow(row.id(), row.call(), !addedNow.contains(row.hash()))));
          return locked;
        });
  }

  private record Locked(UUID hash, long id, Optional<Call> call) {}

  private static Locked read(Row row) {
    return new Locked(row.uuid("key_hash"), row.number("id"), row.optionalJson("body", Call.class));
  }

  static Mono<Long> update(Session session, Map<Long, AssembledCall> calls, Instant now) {
    Collection<AssembledCall> made = calls.values();
    return session.update(
        UPDATE,
        Columns.longs(calls.keySet(), id -> id),
        Columns.texts(made, one -> one.call().state().wireName()),
        Columns.times(made, one -> one.call().startedAt().toInstant()),
        Columns.times(made, AssembledCall::closeAt),
        Columns.texts(made, one -> numbers(one.call())),
        Columns.json(made, AssembledCall::call),
        DatabaseTime.of(now));
  }

  private static String numbers(Call call) {
    Stream<PhoneNumber> parties =
        call.legs().stream()
            .flatMap(leg -> Stream.of(leg.from(), leg.to()))
            .flatMap(party -> Stream.ofNullable(party.number()));
    return Stream.concat(
            Stream.of(call.clientPhone(), call.linePhone()).filter(Objects::nonNull), parties)
        .map(PhoneNumber::value)
        .filter(number -> number.length() <= LONGEST_NUMBER && !number.contains(SEPARATOR))
        .distinct()
        .collect(Collectors.joining(SEPARATOR));
  }

  static Mono<List<Call>> find(Session session, Collection<CallKey> keys) {
    return session.query(
        FIND, row -> row.json("body", Call.class), (Object) Columns.uuids(keys, CallRows::hash));
  }

  static Mono<List<Call>> dueToClose(Session session, Instant now, int limit) {
    return session.query(
        TO_CLOSE, row -> row.json("body", Call.class), DatabaseTime.of(now), limit);
  }

  static CallKey key(Row row) {
    return new CallKey(new IntegrationId(row.text("integration")), new CallId(row.text("call_id")));
  }

  static UUID hash(CallKey key) {
    return hash(key.integration().value(), key.callId().value());
  }

  static UUID hash(String... parts) {
    BigInteger hash = new BigInteger(EventIds.of(parts), 16);
    return new UUID(hash.shiftRight(Long.SIZE).longValue(), hash.longValue());
  }
}
