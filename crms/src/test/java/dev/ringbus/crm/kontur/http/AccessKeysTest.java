package dev.ringbus.crm.kontur.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmFailure.Unauthorized;
import dev.ringbus.testkit.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class AccessKeysTest {

  private final MovableClock clock = MovableClock.standing();
  private final AtomicInteger fetches = new AtomicInteger();
  private final List<Sinks.One<AccessKey>> asked = new ArrayList<>();
  private final AccessKeys keys =
      new AccessKeys(
          Mono.defer(() -> {
            fetches.incrementAndGet();
            Sinks.One<AccessKey> answer = Sinks.one();
            asked.add(answer);
            return answer.asMono();
          }),
          clock);

  @Test
  void fetchesNothingBeforeSomebodyNeedsIt() {
    keys.current();

    assertThat(fetches).hasValue(0);
  }

  @Test
  void fetchesOnceForAllWhoWait() {
    List<Mono<AccessKey>> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waiting.add(subscribed(keys.current()));
    }
    grants("key-1");

    assertThat(fetches).hasValue(1);
    assertThat(waiting).allMatch(key -> key.block().value().equals("key-1"));
  }

  @Test
  void goesOnFetchingWhenSomebodyStopsWaiting() {
    Disposable first = keys.current().subscribe(_ -> {}, _ -> {});
    Mono<AccessKey> second = subscribed(keys.current());
    first.dispose();
    grants("key-1");

    assertThat(second.block().value()).isEqualTo("key-1");
  }

  @Test
  void keepsAKeyForFifteenMinutes() {
    fetched("key-1");
    clock.move(AccessKeys.RENEWED_AFTER.minusNanos(1));
    assertThat(current()).isEqualTo("key-1");
    assertThat(fetches).hasValue(1);

    clock.move(Duration.ofNanos(1));
    assertThat(current()).as("nobody waits for the renewal").isEqualTo("key-1");
    assertThat(current()).isEqualTo("key-1");
    grants("key-2");

    assertThat(current()).isEqualTo("key-2");
    assertThat(fetches).hasValue(2);
  }

  @Test
  void usesTheOldKeyToItsEndWhileNoneIsToBeHad() {
    fetched("key-1");
    clock.move(AccessKeys.RENEWED_AFTER);
    assertThat(current()).isEqualTo("key-1");
    fails(unavailable(null));
    assertThat(current()).isEqualTo("key-1");
    assertThat(fetches).hasValue(2);

    clock.move(AccessKeys.LIFE.minus(AccessKeys.RENEWED_AFTER));
    Mono<AccessKey> late = subscribed(keys.current());
    fails(unavailable(null));
    assertThatThrownBy(late::block).isInstanceOf(Transient.class);
  }

  @Test
  void renewsARefusedKeyOnce() {
    AccessKey refused = fetched("key-1");
    keys.refused(refused);
    keys.refused(refused);
    Mono<AccessKey> renewed = subscribed(keys.current());
    grants("key-2");
    keys.refused(refused);

    assertThat(renewed.block().value()).isEqualTo("key-2");
    assertThat(current()).isEqualTo("key-2");
    assertThat(fetches).hasValue(2);
  }

  @Test
  void leavesTheCrmAloneAfterAFailureHoweverManyAsk() {
    Mono<AccessKey> first = subscribed(keys.current());
    fails(unavailable(null));
    assertThatThrownBy(first::block).isInstanceOf(Transient.class);
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(this::current).isInstanceOf(Transient.class);
    }
    assertThat(fetches).hasValue(1);

    clock.move(AccessKeys.REST);
    Mono<AccessKey> second = subscribed(keys.current());
    grants("key-1");
    assertThat(second.block().value()).isEqualTo("key-1");
  }

  @Test
  void comesAgainWhenTheCrmSaid() {
    subscribed(keys.current());
    fails(unavailable(Duration.ofSeconds(30)));
    clock.move(Duration.ofSeconds(29));
    assertThatThrownBy(this::current).isInstanceOf(Transient.class);
    assertThat(fetches).hasValue(1);

    clock.move(Duration.ofSeconds(1));
    subscribed(keys.current());
    assertThat(fetches).hasValue(2);
  }

  @Test
  void waitsLongerWhereSomebodyHasToMendIt() {
    subscribed(keys.current());
    fails(new Unauthorized("not installed"));
    clock.move(AccessKeys.REST);
    assertThatThrownBy(this::current).isInstanceOf(Unauthorized.class);
    assertThat(fetches).hasValue(1);

    clock.move(AccessKeys.REST_AFTER_REFUSAL);
    subscribed(keys.current());
    assertThat(fetches).hasValue(2);
  }

  private AccessKey fetched(String value) {
    Mono<AccessKey> key = subscribed(keys.current());
    grants(value);
    return key.block();
  }

  private String current() {
    return keys.current().block(Duration.ofSeconds(60)).value();
  }

  private void grants(String value) {
    asked.getLast().tryEmitValue(new AccessKey("acme", value, clock.instant())).orThrow();
  }

  private void fails(CrmFailure failure) {
    asked.getLast().tryEmitError(failure).orThrow();
  }

  private static Transient unavailable(Duration retryAfter) {
    return new Transient("unavailable", Effect.NONE, retryAfter, null);
  }

  /** Subscribes at once, and keeps what comes. */
  private static Mono<AccessKey> subscribed(Mono<AccessKey> key) {
    Mono<AccessKey> cached = key.cache();
    cached.subscribe(_ -> {}, _ -> {});
    return cached;
  }
}
