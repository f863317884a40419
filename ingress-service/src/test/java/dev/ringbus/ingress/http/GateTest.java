package dev.ringbus.ingress.http;

import static dev.ringbus.ingress.Connections.integration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.ingress.Connections;
import dev.ringbus.model.Platform;
import io.opentelemetry.context.Context;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class GateTest {

  private static final String KEY = "0123456789abcdef";

  private final Connections.Builder acme = integration("acme", "mts", KEY);

  @Test
  void opensToTheKeyInTheQuery() {
    Gate gate = Gate.of(acme.build(), false);

    assertThat(gate.admits(withKeys(KEY))).isTrue();
    assertThat(gate.admits(withKeys("0123456789 abcdef", KEY))).isTrue();
    assertThat(gate.admits(withKeys(KEY + "0"))).isFalse();
    assertThat(gate.admits(withKeys(""))).isFalse();
    assertThat(gate.admits(withKeys())).isFalse();
  }

  @Test
  void opensToTheKeyAsBasicPasswordOfAnyUserIfNoneIsConfigured() {
    Gate gate = Gate.of(acme.build(), false);

    assertThat(gate.admits(withBasic("anybody", KEY))).isTrue();
    assertThat(gate.admits(withBasic("", KEY))).isTrue();
    assertThat(gate.admits(withBasic(KEY, "anything"))).isFalse();
  }

  @Test
  void opensToTheConfiguredUserOnly() {
    Gate gate = Gate.of(acme.user("mts").build(), false);

    assertThat(gate.admits(withBasic("mts", KEY))).isTrue();
    assertThat(gate.admits(withBasic("MTS", KEY))).isFalse();
    assertThat(gate.admits(withBasic("", KEY))).isFalse();
    assertThat(gate.admits(withBasic("mts", "wrong"))).isFalse();
  }

  @Test
  void needsNoKeyWhereTheDialectVerifies() {
    Gate gate = Gate.of(acme.allowFrom("203.0.113.0/24").build(), true);

    assertThat(gate.admits(withKeys())).isFalse();
    assertThat(gate.admits(from("203.0.113.9"))).isTrue();
  }

  @Test
  void opensToTheAllowedAddressesOnly() {
    Gate gate = Gate.of(acme.allowFrom("203.0.113.0/24", "2001:db8::/32").build(), false);

    assertThat(gate.admits(from("203.0.113.9"))).isTrue();
    assertThat(gate.admits(from("2001:db8::1"))).isTrue();
    assertThat(gate.admits(from("203.0.114.9"))).isFalse();
    assertThat(gate.admits(withKeys(KEY))).as("from an unknown address").isFalse();
  }

  @Test
  void staysClosedForWhatDoesNotExist() {
    assertThat(Gate.closed().admits(withKeys(""))).isFalse();
    assertThat(Gate.closed().admits(withKeys(KEY))).isFalse();
    assertThat(Gate.closed().admits(withBasic("", ""))).isFalse();
  }

  private static Arrival withKeys(String... keys) {
    return arrival(new Credentials(List.of(keys), Optional.empty()), Optional.empty());
  }

  private static Arrival withBasic(String user, String password) {
    return arrival(
        new Credentials(List.of(), Optional.of(new Credentials.Basic(user, password))),
        Optional.empty());
  }

  private static Arrival from(String address) {
    return arrival(
        new Credentials(List.of(KEY), Optional.empty()),
        Optional.of(InetAddress.ofLiteral(address)));
  }

  private static Arrival arrival(Credentials credentials, Optional<InetAddress> sender) {
    return new Arrival(
        new Platform("mts"),
        "acme",
        credentials,
        sender,
        Mono.never(),
        Instant.EPOCH,
        Context.root());
  }
}
