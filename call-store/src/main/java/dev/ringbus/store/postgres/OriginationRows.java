package dev.ringbus.store.postgres;

import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.store.Origination;
import io.r2dbc.spi.Parameters;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The table {@code originations}. */
final class OriginationRows {

  private static final String ADD =
      """
      INSERT INTO originations
        (id, crm, communication_id, integration, extension, target, requested_at, state)
      VALUES ($1, $2, $3, $4, $5, $6, $7, 'awaited')
      ON CONFLICT (id) DO NOTHING
      """;

  /** Locked, so that no two calls are tied to the same one. */
  private static final String AWAITED =
      """
      SELECT * FROM originations WHERE state = 'awaited' AND integration = ANY ($1::text[])
      ORDER BY requested_at, id FOR UPDATE
      """;

  private static final String OVERDUE =
      """
      SELECT * FROM originations WHERE state = 'awaited' AND requested_at < $1
      ORDER BY requested_at, id LIMIT $2
      """;

  private static final String END =
      "UPDATE originations SET state = $2 WHERE id = ANY ($1::uuid[]) AND state = 'awaited'";

  private OriginationRows() {}

  /** What becomes of a call that a CRM asked for. */
  enum End {
    FOLLOWED("followed"),
    GIVEN_UP("given-up");

    private final String state;

    End(String state) {
      this.state = state;
    }
  }

  /** How many were added: none if it is known. */
  static Mono<Long> add(Session session, Origination origination) {
    return session.update(
        ADD,
        id(origination),
        DatabaseText.write(origination.crm()),
        DatabaseText.write(origination.communicationId()),
        origination.integration().value(),
        number(origination.extension()),
        number(origination.target()),
        DatabaseTime.of(origination.requestedAt()));
  }

  private static Object number(@Nullable PhoneNumber number) {
    return number == null ? Parameters.in(String.class) : DatabaseText.write(number.value());
  }

  static Mono<List<Origination>> awaited(Session session, Collection<IntegrationId> integrations) {
    return session.query(
        AWAITED, OriginationRows::read, (Object) Columns.texts(integrations, IntegrationId::value));
  }

  static Mono<List<Origination>> overdue(Session session, Instant before, int limit) {
    return session.query(OVERDUE, OriginationRows::read, DatabaseTime.of(before), limit);
  }

  /** How many of them were awaited. */
  static Mono<Long> end(Session session, Collection<Origination> originations, End end) {
    return session.update(END, Columns.uuids(originations, OriginationRows::id), end.state);
  }

  private static UUID id(Origination origination) {
    return CallRows.hash(origination.crm(), origination.communicationId());
  }

  private static Origination read(Row row) {
    return new Origination(
        row.text("crm"),
        row.text("communication_id"),
        new IntegrationId(row.text("integration")),
        readNumber(row.optionalText("extension")),
        readNumber(row.optionalText("target")),
        row.time("requested_at"));
  }

  private static @Nullable PhoneNumber readNumber(@Nullable String text) {
    return text == null ? null : new PhoneNumber(text);
  }
}
