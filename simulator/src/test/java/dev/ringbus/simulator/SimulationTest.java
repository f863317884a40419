package dev.ringbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.exchange.Figures;
import dev.ringbus.simulator.http.ScriptedHub;
import dev.ringbus.simulator.http.ScriptedHub.Asked;
import dev.ringbus.simulator.http.ScriptedHub.Reaction;
import dev.ringbus.simulator.load.Arrivals;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import dev.ringbus.simulator.pbx.LoadKind;
import dev.ringbus.simulator.pbx.Meaning;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTest {

  private static final PbxResponse NEUTRAL =
      PbxResponse.of(200, "application/json; charset=UTF-8", "{}");
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void findsEveryAnswerOfARightHubValidHoweverThePbxsMisbehave() throws Exception {
    Map<String, Function<Asked, Reaction>> hubs =
        Accounts.all().stream()
            .collect(
                Collectors.toMap(
                    account -> account.integration().id().value(),
                    account -> Simulated.hub(account, _ -> new Outcome.NothingToSay())));
    try (ScriptedHub hub =
        new ScriptedHub(asked -> hubs.get(asked.target().split("[/?]", -1)[2]).apply(asked))) {
      SimulationSettings settings =
          SimulationSettings.of(hub.uri(), new Work.Calls(8, 4, 1000))
              .misbehaving(Set.of(Misbehaviour.values()));

      SimulationSummary summary = new Simulation(settings, Clock.systemUTC()).run(Accounts.all());

      assertThat(summary.conclusion()).as(text(summary)).isEqualTo(Conclusion.ALL_VALID);
      assertThat(summary.platforms()).extracting(Figures::calls).containsExactly(8L, 16L, 8L, 16L);
      assertThat(summary.platforms().get(2).manners()).containsOnlyKeys(Misbehaviour.values());
    }
  }

  @Test
  void sendsARateWhetherOrNotItIsAnswered() throws Exception {
    int requests = 50;
    try (ScriptedHub hub = new ScriptedHub(_ -> new Reaction.Hold(requests, NEUTRAL))) {
      Arrivals open = new Arrivals.Open(1000, requests);

      SimulationSummary summary = load(hub.uri(), Accounts.comagic(), open, requests);

      assertThat(summary.conclusion()).as(text(summary)).isEqualTo(Conclusion.ALL_VALID);
      assertThat(hub.asked()).hasSize(requests);
      assertThat(hub.asked()).extracting(Asked::target).doesNotHaveDuplicates();
      assertThat(hub.connections()).isGreaterThanOrEqualTo(requests);
    }
  }

  @Test
  void saturatesWithSoManyConnections() throws Exception {
    int connections = 8;
    try (ScriptedHub hub = new ScriptedHub(_ -> new Reaction.Hold(connections, NEUTRAL))) {
      SimulationSummary summary =
          load(hub.uri(), Accounts.comagic(), new Arrivals.Saturated(connections), 160);

      assertThat(summary.platforms().getFirst().valid()).isEqualTo(160);
      assertThat(hub.connections()).isLessThanOrEqualTo(connections + 1);
    }
  }

  @Test
  void makesWholeCallsAtARateThatAllLastEquallyLong() throws Exception {
    List<Account> accounts = List.of(Accounts.mts(), Accounts.sipsim());
    try (ScriptedHub hub = ScriptedHub.answering(NEUTRAL)) {
      Work.Traffic traffic =
          new Work.Traffic(100, 20, Duration.ofMillis(100), Duration.ofMillis(300));
      List<Exchange> ends = new ArrayList<>();

      SimulationSummary summary =
          new Simulation(SimulationSettings.of(hub.uri(), traffic), Clock.systemUTC())
              .run(accounts, exchange -> ends.add(exchange));

      assertThat(summary.platforms().stream().mapToLong(Figures::calls).sum()).isEqualTo(30);
      assertThat(ends.stream().map(SimulationTest::callId).distinct()).hasSize(40);
      assertThat(traffic.each()).isEqualTo(Duration.ofMillis(200));
    }
  }

  private static String callId(Exchange exchange) {
    return switch (exchange.meaning()) {
      case Meaning.Says says -> says.fact().key().toString();
      case Meaning.Polls polls -> exchange.integration() + ":" + polls.callId();
      case Meaning.Probes _ -> "";
    };
  }

  @ParameterizedTest
  @MethodSource("dev.ringbus.simulator.Accounts#all")
  void loadsEveryPlatform(Account account) throws Exception {
    boolean decides = !account.integration().platform().equals(new Platform("sipsim"));
    LoadKind kind = decides ? LoadKind.DECISION : LoadKind.NOTIFICATION;
    try (ScriptedHub hub =
        new ScriptedHub(Simulated.hub(account, _ -> new Outcome.NothingToSay()))) {
      Work.Load load = new Work.Load(kind, new Arrivals.Saturated(4), Duration.ZERO, LONG, 40);

      SimulationSummary summary =
          new Simulation(SimulationSettings.of(hub.uri(), load), Clock.systemUTC())
              .run(List.of(account));

      assertThat(summary.conclusion()).as(text(summary)).isEqualTo(Conclusion.ALL_VALID);
      assertThat(summary.platforms().getFirst().valid()).isEqualTo(40);
    }
  }

  @Test
  void printsEachExchangeWithoutSecrets() throws Exception {
    StringWriter printed = new StringWriter();
    List<Account> accounts = List.of(Accounts.comagic(), Accounts.mts(), Accounts.signedSipsim());
    try (ScriptedHub hub = ScriptedHub.answering(NEUTRAL)) {
      SimulationSettings settings = SimulationSettings.of(hub.uri(), new Work.Calls(2, 1, 1e6));
      new Simulation(settings, Clock.systemUTC())
          .run(accounts, new ExchangePrinter(new PrintWriter(printed)));
    }

    assertThat(printed.toString())
        .contains("acme-uis  GET /comagic/acme-uis/node-1")
        .contains("input_result=None")
        .contains("acme-mts  POST /mts/acme-mts/CallEvent")
        .contains("means call.started, decision.asked")
        .contains("-> 200 {}  (no instruction, ")
        .doesNotContain(Accounts.KEY)
        .doesNotContain("demo-signing-secret")
        .doesNotContain("Signature")
        .doesNotContain("Basic");
  }

  @Test
  void printsASummary() throws Exception {
    try (ScriptedHub hub = new ScriptedHub(_ -> new Reaction.Answer(PbxResponse.empty(500)))) {
      SimulationSettings settings =
          SimulationSettings.of(hub.uri(), new Work.Calls(2, 1, 1e6)).seeded(7);
      SimulationSummary summary =
          new Simulation(settings, Clock.systemUTC()).run(List.of(Accounts.comagic()));

      assertThat(summary.conclusion()).isEqualTo(Conclusion.SOME_INVALID);
      assertThat(text(summary).lines())
          .anyMatch(line -> line.matches("platform +sent +answered +valid +invalid .* max"))
          .anyMatch(line -> line.matches("comagic +4 +4 +0 +4 +0 +0 .*"))
          .contains("comagic: 2 calls, 0 given up", "seed 7")
          .anyMatch(line -> line.startsWith("comagic: invalid: 4 x expected status 200"));
    }
  }

  @Test
  void saysWhyItCannotSimulate() throws Exception {
    Integration integration = Accounts.comagic().integration();
    Integration unknown =
        new Integration(
            new IntegrationId("acme-x"),
            new Platform("asterisk"),
            null,
            null,
            null,
            null,
            ZoneOffset.UTC,
            List.of(),
            LONG,
            List.of(),
            Map.of(),
            Map.of(),
            "v1");
    try (ScriptedHub hub = ScriptedHub.answering(NEUTRAL)) {
      URI uri = hub.uri();
      assertCannot(uri, new Account(unknown, null, Map.of()), "got asterisk");
      assertCannot(uri, new Account(integration, null, Map.of()), "expected a key of acme-uis");
      assertThatThrownBy(() ->
              new Simulation(
                      SimulationSettings.of(
                          uri,
                          new Work.Load(
                              LoadKind.NOTIFICATION,
                              new Arrivals.Saturated(1),
                              Duration.ZERO,
                              LONG,
                              1)),
                      Clock.systemUTC())
                  .run(List.of(Accounts.comagic())))
          .isInstanceOf(CannotSimulate.class)
          .hasMessageContaining("notification");
    }
    assertCannot(URI.create("http://127.0.0.1:1"), Accounts.comagic(), "nothing takes connections");
  }

  private static void assertCannot(URI hub, Account account, String why) {
    SimulationSettings settings = SimulationSettings.of(hub, Work.Calls.of(1));
    assertThatThrownBy(() -> new Simulation(settings, Clock.systemUTC()).run(List.of(account)))
        .isInstanceOf(CannotSimulate.class)
        .hasMessageContaining(why);
  }

  private static SimulationSummary load(URI hub, Account account, Arrivals arrivals, long requests)
      throws Exception {
    Work.Load load = new Work.Load(LoadKind.DECISION, arrivals, Duration.ZERO, LONG, requests);
    return new Simulation(SimulationSettings.of(hub, load), Clock.systemUTC())
        .run(List.of(account));
  }

  private static String text(SimulationSummary summary) {
    StringWriter text = new StringWriter();
    summary.print(new PrintWriter(text));
    return text.toString();
  }
}
