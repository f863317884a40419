package dev.ringbus.standalone;

import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Integration;
import dev.ringbus.simulator.Account;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What PBXs were told that the hub has: worked out from the requests alone, in the order of their
 * answers.
 *
 * @param events by call key
 * @param questions by call key
 */
record AcknowledgedCalls(Map<String, List<Fact>> events, Map<String, List<Exchange>> questions) {

  /** An event, without what the hub adds to it: its id and its times. */
  record Fact(ObjectNode fields) {

    static Fact of(Stored stored) {
      ObjectNode fields = (ObjectNode) stored.value().deepCopy();
      return new Fact(fields.remove(List.of("id", "occurredAt", "receivedAt")));
    }

    static Fact of(CallEvent event) {
      ObjectNode fields = (ObjectNode) Json.mapper().readTree(Json.write(event));
      return new Fact(fields.remove(List.of("id", "occurredAt", "receivedAt")));
    }
  }

  static AcknowledgedCalls of(List<Exchange> exchanges, List<Account> accounts) {
    AcknowledgedCalls calls = new AcknowledgedCalls(new LinkedHashMap<>(), new LinkedHashMap<>());
    Set<String> ids = new HashSet<>();
    for (Exchange exchange : exchanges) {
      PbxDialect dialect = dialect(exchange, accounts);
      calls.add(exchange, dialect, ids);
    }
    return calls;
  }

  static PbxDialect dialect(Exchange exchange, List<Account> accounts) {
    Account account =
        accounts.stream()
            .filter(each -> each.integration().id().equals(exchange.integration()))
            .findFirst()
            .orElseThrow();
    Integration integration = account.integration();
    return Dialects.find(integration.platform())
        .orElseThrow()
        .dialect(
            new DialectSettings(
                integration.id(),
                integration.timeZone(),
                integration.options(),
                account.secrets()));
  }

  private void add(Exchange exchange, PbxDialect dialect, Set<String> ids) {
    List<CallEvent> read = events(dialect.read(exchange.request()));
    List<CallEvent> later = events(dialect.read(later(exchange.request())));
    for (int i = 0; i < read.size(); i++) {
      CallEvent event = read.get(i);
      // An id that the time of receipt is part of is never the same twice.
      boolean repeatable = event.id().equals(later.get(i).id());
      if (!repeatable || ids.add(event.id())) {
        events.computeIfAbsent(event.key().toString(), _ -> new ArrayList<>()).add(Fact.of(event));
      }
    }
    if (dialect.read(exchange.request()) instanceof Reading.Question(_, var question)) {
      questions
          .computeIfAbsent(question.event().key().toString(), _ -> new ArrayList<>())
          .add(exchange);
    }
  }

  static List<CallEvent> events(Reading reading) {
    return switch (reading) {
      case Reading.Report(List<CallEvent> events) -> events;
      case Reading.Question(List<CallEvent> events, _) -> events;
      case Reading.Poll _, Reading.Probe _ -> List.of();
    };
  }

  private static PbxRequest later(PbxRequest request) {
    return new PbxRequest(
        request.method(),
        request.path(),
        request.rawQuery(),
        request.headers(),
        request.body(),
        request.receivedAt().plus(Duration.ofMillis(1)));
  }
}
