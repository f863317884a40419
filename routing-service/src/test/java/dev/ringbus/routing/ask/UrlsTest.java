package dev.ringbus.routing.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.PbxRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlsTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          https://crm.example/route, '', '', https://crm.example/route
          https://crm.example/route, '', a=1&b=%2B7, https://crm.example/route?a=1&b=%2B7
          https://crm.example/route?own=%D1%8B+1, '', a=1, https://crm.example/route?own=%D1%8B+1&a=1
          https://crm.example/route?own=1, '', '', https://crm.example/route?own=1
          https://crm.example, '', a=1, https://crm.example/?a=1
          https://crm.example:8443/api, CallEvent, '', https://crm.example:8443/api/CallEvent
          https://crm.example/api/, CallEvent, '', https://crm.example/api/CallEvent
          https://crm.example, CallEvent/12, '', https://crm.example/CallEvent/12
          https://crm.example/api?t=1, CallEvent, '', https://crm.example/api/CallEvent?t=1
          https://crm.example/a%2Fb/c, '', '', https://crm.example/a%2Fb/c
          http://crm_app:3000/route, '', a=1, http://crm_app:3000/route?a=1
          https://user:secret@crm.example/route, '', '', https://crm.example/route
          https://crm.example/route#part, '', a=1, https://crm.example/route?a=1
          """)
  void addsWhatTheDialectAddsAndChangesNothing(
      String url, String path, String query, String expected) {
    PbxRequest request = new PbxRequest("POST", path, query, List.of(), Body.EMPTY, Instant.EPOCH);

    assertThat(Urls.of(URI.create(url), request)).isEqualTo(URI.create(expected));
  }
}
