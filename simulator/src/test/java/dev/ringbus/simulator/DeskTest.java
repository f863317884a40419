package dev.ringbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Direction;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.http.ScriptedHub;
import dev.ringbus.simulator.http.ScriptedHub.Asked;
import dev.ringbus.simulator.http.ScriptedHub.Reaction;
import dev.ringbus.simulator.kontur.PhoneSystem.Placing;
import dev.ringbus.simulator.pbx.Meaning;
import dev.ringbus.simulator.pbx.Premises;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls that are ordered while a simulation runs. */
class DeskTest {

  private static final PhoneNumber CLIENT = new PhoneNumber("+79000000001");

  private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

  @Test
  void havePbxsPlaceCallsToTheClient() throws Exception {
    List<Account> accounts = List.of(Accounts.mts(), Accounts.sipsim(), Accounts.comagic());

    List<Placing> placings =
        ordering(
            accounts,
            desk ->
                Stream.of("acme-mts", "acme-sim", "acme-uis", "acme-nobody")
                    .map(id -> desk.place(new IntegrationId(id), "307", CLIENT.value()))
                    .toList());

    assertThat(placings)
        .containsExactly(
            Placing.PLACED, Placing.PLACED, Placing.NOT_SUPPORTED, Placing.UNKNOWN_INTEGRATION);
    assertThat(facts("acme-mts"))
        .extracting(CallEvent::type)
        .contains(CallEventType.CALL_STARTED, CallEventType.LEG_CONNECTED)
        .endsWith(CallEventType.CALL_ENDED);
    assertThat(facts("acme-mts").getFirst().caller()).isEqualTo(new PhoneNumber("307"));
    assertThat(facts("acme-sim"))
        .extracting(CallEvent::type)
        .containsExactly(
            CallEventType.CALL_STARTED, CallEventType.LEG_CONNECTED, CallEventType.CALL_ENDED);
    assertThat(facts("acme-sim").getLast().recordingUrl())
        .startsWith("http://127.0.0.1:1/recordings/sipsim-")
        .endsWith("s.mp3");
    for (CallEvent fact :
        Stream.concat(facts("acme-mts").stream(), facts("acme-sim").stream()).toList()) {
      assertThat(fact.direction()).isEqualTo(Direction.OUTBOUND);
      assertThat(fact.clientPhone()).isEqualTo(CLIENT);
    }
    assertThat(facts("acme-uis")).isEmpty();
  }

  @Test
  void eachHaveAnIdOfTheirOwn() throws Exception {
    IntegrationId sim = new IntegrationId("acme-sim");

    ordering(
        List.of(Accounts.sipsim()),
        desk -> Stream.of(1, 2, 3).map(_ -> desk.place(sim, "306", CLIENT.value())).toList());

    assertThat(facts("acme-sim").stream().map(CallEvent::callId).distinct()).hasSize(3);
  }

  /** Runs without calls of its own until these orders have been carried out. */
  private <T> T ordering(List<Account> accounts, Function<Desk, T> orders) throws Exception {
    Desk desk = new Desk();
    Map<String, Function<Asked, Reaction>> hubs =
        accounts.stream()
            .collect(
                Collectors.toMap(
                    account -> account.integration().id().value(), Simulated::silentHub));
    try (ScriptedHub hub =
        new ScriptedHub(asked -> hubs.get(asked.target().split("[/?]", -1)[2]).apply(asked))) {
      CompletableFuture<T> placed = desk.opened().thenApply(_ -> orders.apply(desk));
      var _ = placed.whenComplete((_, _) -> desk.close());
      SimulationSettings settings = SimulationSettings.of(hub.uri(), new Work.Calls(0, 1, 1e6));
      Premises premises =
          new Premises(
              List.of(new PhoneNumber("306")), Optional.of("http://127.0.0.1:1/recordings/"));

      SimulationSummary summary =
          new Simulation(settings, Clock.systemUTC())
              .run(accounts, new Company(premises, Optional.of(exchanges::add), Optional.of(desk)));

      assertThat(summary.conclusion()).isNotEqualTo(Conclusion.SOME_INVALID);
      return placed.join();
    }
  }

  private List<CallEvent> facts(String integration) {
    return exchanges.stream()
        .filter(exchange -> exchange.integration().value().equals(integration))
        .map(Exchange::meaning)
        .filter(Meaning.Says.class::isInstance)
        .map(meaning -> ((Meaning.Says) meaning).fact())
        .toList();
  }
}
