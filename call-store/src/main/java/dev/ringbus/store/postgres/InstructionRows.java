package dev.ringbus.store.postgres;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Asked;
import dev.ringbus.store.InstructionHistory;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The tables {@code instructions} and {@code instruction_outcomes}. */
final class InstructionRows {

  /** In the order in which they came, which is the one of a call's. */
  private static final String ADD =
      """
      INSERT INTO instructions (id, call_hash, integration, call_id, name, asked, created_at)
      SELECT i.id, i.call_hash, i.integration, i.call_id, i.name, i.asked::json, $7
      FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
        WITH ORDINALITY AS i (id, call_hash, integration, call_id, name, asked, n)
      ORDER BY i.n
      ON CONFLICT (id) DO UPDATE SET asked = excluded.asked
      WHERE instructions.asked IS NULL AND excluded.asked IS NOT NULL
      """;

  private static final String ADD_OUTCOMES =
      """
      INSERT INTO instruction_outcomes (instruction, id, body)
      SELECT o.instruction, o.id, o.body::json
      FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS o (instruction, id, body)
      ON CONFLICT DO NOTHING
      """;

  private static final String FIND = "SELECT * FROM instructions WHERE id = $1";

  static final String OF_CALL =
      """
      SELECT * FROM instructions WHERE call_hash = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3
      """;

  private static final String OUTCOMES =
      "SELECT instruction, body FROM instruction_outcomes WHERE instruction = ANY ($1::uuid[])";

  static final String FORGET =
      """
      WITH old AS (
        DELETE FROM instructions WHERE id IN (
          SELECT id FROM instructions WHERE created_at < $1
          ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING id), outcomes AS (
        DELETE FROM instruction_outcomes o USING old WHERE o.instruction = old.id)
      SELECT count(*)::int AS forgotten FROM old
      """;

  private InstructionRows() {}

  /** What is known of an instruction itself. */
  record Known(String id, CallKey call, @Nullable Asked asked) {

    /** The same, with what either knows. */
    Known or(Known other) {
      return asked == null ? other : this;
    }
  }

  private record Found(UUID hash, Cursor cursor, Known known) {}

  static Mono<Long> add(Session session, Collection<Known> instructions, Instant now) {
    return session.update(
        ADD,
        Columns.uuids(instructions, one -> hash(one.id())),
        Columns.uuids(instructions, one -> CallRows.hash(one.call())),
        Columns.texts(instructions, one -> one.call().integration().value()),
        Columns.texts(instructions, one -> one.call().callId().value()),
        Columns.texts(instructions, Known::id),
        instructions.stream().map(one -> json(one.asked())).toArray(String[]::new),
        DatabaseTime.of(now));
  }

  private static @Nullable String json(@Nullable Asked asked) {
    return asked == null ? null : new String(Json.write(asked), StandardCharsets.UTF_8);
  }

  static Mono<Long> addOutcomes(Session session, List<InstructionOutcome> outcomes) {
    return session.update(
        ADD_OUTCOMES,
        Columns.uuids(outcomes, outcome -> hash(outcome.instruction())),
        Columns.uuids(outcomes, outcome -> hash(outcome.id())),
        Columns.json(outcomes, outcome -> outcome));
  }

  static Mono<Optional<InstructionHistory>> find(Session session, String id) {
    return session
        .query(FIND, InstructionRows::read, hash(id))
        .flatMap(found -> histories(session, found))
        .map(histories -> histories.stream().findFirst());
  }

  /** A row of a list, and the cursor that goes on after it. */
  record Listed(Cursor cursor, InstructionHistory history) {}

  static Mono<List<Listed>> of(Session session, CallKey call, long before, int limit) {
    return session
        .query(OF_CALL, InstructionRows::read, CallRows.hash(call), before, limit)
        .flatMap(found ->
            histories(session, found)
                .map(histories -> {
                  List<Listed> listed = new ArrayList<>();
                  for (int i = 0; i < found.size(); i++) {
                    listed.add(new Listed(found.get(i).cursor(), histories.get(i)));
                  }
                  return listed;
                }));
  }

  /** How many were removed. */
  static Mono<Integer> forget(Session session, Instant before, int limit) {
    return session
        .query(FORGET, row -> row.count("forgotten"), DatabaseTime.of(before), limit)
        .map(List::getFirst);
  }

  private static Mono<List<InstructionHistory>> histories(Session session, List<Found> found) {
    return found.isEmpty()
        ? Mono.just(List.of())
        : session
            .query(
                OUTCOMES,
                row ->
                    Map.entry(row.uuid("instruction"), row.json("body", InstructionOutcome.class)),
                (Object) Columns.uuids(found, Found::hash))
            .map(outcomes -> {
              Map<UUID, List<InstructionOutcome>> byInstruction = new HashMap<>();
              outcomes.forEach(outcome ->
                  byInstruction
                      .computeIfAbsent(outcome.getKey(), _ -> new ArrayList<>())
                      .add(outcome.getValue()));
              return found.stream()
                  .map(one ->
                      new InstructionHistory(
                          one.known().id(),
                          one.known().call(),
                          one.known().asked(),
                          byInstruction.getOrDefault(one.hash(), List.of())))
                  .toList();
            });
  }

  private static Found read(Row row) {
    return new Found(
        row.uuid("id"),
        new Cursor(row.time("created_at"), row.number("seq")),
        new Known(
            row.text("name"),
            CallRows.key(row),
            row.optionalJson("asked", Asked.class).orElse(null)));
  }

  private static UUID hash(String id) {
    return CallRows.hash(id);
  }
}
