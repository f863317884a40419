package dev.ringbus.store.postgres;

import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Asked;
import dev.ringbus.store.Inquiries.Page;
import dev.ringbus.store.Inquiries.PageRequest;
import dev.ringbus.store.InstructionHistory;
import dev.ringbus.store.InstructionStates;
import dev.ringbus.store.postgres.InstructionRows.Known;
import dev.ringbus.store.postgres.InstructionRows.Listed;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Instructions in PostgreSQL. */
final class PostgresInstructionStates implements InstructionStates {

  private final Database database;
  private final Clock clock;

  PostgresInstructionStates(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Mono<Void> requested(Instruct instruction) {
    Known known =
        new Known(
            instruction.id(),
            instruction.call(),
            new Asked(
                instruction.instruction(),
                instruction.source(),
                instruction.requestedAt(),
                instruction.expiresAt(),
                instruction.offerAgainAfter()));
    return database
        .with(session -> InstructionRows.add(session, List.of(known), clock.instant()))
        .then();
  }

  @Override
  public Mono<Void> became(List<InstructionOutcome> outcomes) {
    if (outcomes.isEmpty()) {
      return Mono.empty();
    }
    Map<String, Known> known = new LinkedHashMap<>();
    for (InstructionOutcome outcome : outcomes) {
      known.merge(
          outcome.instruction(),
          new Known(outcome.instruction(), outcome.key(), outcome.asked()),
          Known::or);
    }
    return database
        .transaction(session ->
            InstructionRows.add(session, known.values(), clock.instant())
                .then(InstructionRows.addOutcomes(session, outcomes)))
        .then();
  }

  @Override
  public Mono<Optional<InstructionHistory>> find(String id) {
    return database.with(session -> InstructionRows.find(session, id));
  }

  @Override
  public Mono<Page<InstructionHistory>> of(CallKey call, PageRequest page) {
    return Mono.fromSupplier(
            () -> page.after() == null ? Long.MAX_VALUE : Cursor.read(page.after()).id())
        .flatMap(before ->
            database.with(session -> InstructionRows.of(session, call, before, page.size() + 1)))
        .map(found ->
            Pages.cut(found, page.size(), Listed::history, one -> one.cursor().toString()));
  }
}
