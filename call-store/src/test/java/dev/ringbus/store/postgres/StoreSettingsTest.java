package dev.ringbus.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSettingsTest {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private static StoreSettings at(String url) {
    return new StoreSettings(url, "ringbus", null, 8, TEN_SECONDS, Duration.ofDays(30));
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://localhost:5433/ringbus, localhost, 5433, ringbus, disable",
    "postgres://db.example/calls, db.example, 5432, calls, disable",
    "postgresql://[::1]:1/a?sslmode=verify-full, ::1, 1, a, verify-full"
  })
  void knowsWhereTheDatabaseIs(String url, String host, int port, String database, String sslMode) {
    DatabaseAddress address = at(url).address();

    assertThat(address.bareHost()).isEqualTo(host);
    assertThat(address)
        .extracting(DatabaseAddress::port, DatabaseAddress::database, DatabaseAddress::sslMode)
        .containsExactly(port, database, sslMode);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:5432/ringbus",
        "jdbc:postgresql://localhost/ringbus",
        "postgresql://user:secret@localhost/ringbus",
        "postgresql://localhost/",
        "postgresql://localhost/ringbus?sslmode=maybe"
      })
  void refusesAnotherUrl(String url) {
    assertThatThrownBy(() -> at(url))
        .hasMessageContaining("ringbus.postgres.url is postgresql://host[:port]/database");
  }

  @Test
  void namesEveryFault() {
    assertThatThrownBy(
            () -> new StoreSettings("", "ringbus", null, 0, Duration.ZERO, Duration.ofDays(14)))
        .hasMessage(
            "ringbus.postgres.url is postgresql://host[:port]/database[?sslmode=require], not '';"
                + " ringbus.postgres.connections is 1 or more, not 0;"
                + " ringbus.postgres.within is more than nothing;"
                + " ringbus.postgres.keep is 15d or more, since events can be replayed for 14d");
  }
}
