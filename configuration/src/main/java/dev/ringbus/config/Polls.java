package dev.ringbus.config;

import dev.ringbus.config.Integrations.CheckedIntegration;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Integration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What a PBX can be told at its polls. A plan does not say which calls its rules are for, so that
 * it is enough if either an incoming or an outgoing one can be told it.
 */
final class Polls {

  private static final OffsetDateTime ANY_TIME =
      OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final PbxDialect dialect;
  private final RoutingQuestion incoming;
  private final RoutingQuestion outgoing;

  Polls(CheckedIntegration checked) {
    this.dialect = checked.dialect();
    this.incoming = connected(checked.account().integration(), Direction.INBOUND);
    this.outgoing = connected(checked.account().integration(), Direction.OUTBOUND);
  }

  private static RoutingQuestion connected(Integration integration, Direction direction) {
    return RoutingQuestion.atPoll(
        new CallKey(integration.id(), new CallId("1")),
        integration.platform(),
        direction,
        ANY_TIME);
  }

  /** Why not; empty if it can be told the whole decision. */
  List<String> dropped(Decision decision) {
    List<String> dropped = dialect.fit(decision, incoming).dropped();
    return dialect.fit(decision, outgoing).isWhole() ? List.of() : dropped;
  }
}
