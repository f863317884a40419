package dev.ringbus.standalone;

import dev.ringbus.config.Account;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a started hub prints: what listens where, and a request to paste for each dialect. */
final class Greeting {

  private final Ports ports;
  private final Path data;
  private final CurlLine curl;

  /**
   * @param curl makes the lines to paste
   */
  Greeting(Ports ports, Path data, CurlLine curl) {
    this.ports = ports;
    this.data = data;
    this.curl = curl;
  }

  void print(List<Account> accounts, PrintWriter out) {
    out.printf(
        """

          PBXs call    http://localhost:%d/{platform}/{integration}
          control API  http://localhost:%d/api/v1/calls and more, see /api/v1/openapi.json
          health       http://localhost:%d/actuator/health, metrics in /actuator/prometheus
          Kafka        127.0.0.1:%d
          PostgreSQL   127.0.0.1:%d
          data         %s, with the log in %s

        A call for each dialect, to paste into another terminal:

        """,
        ports.ingress(),
        ports.control(),
        ports.control(),
        ports.kafka(),
        ports.postgres(),
        data,
        data.resolve("ringbus.log"));
    Set<String> shown = new HashSet<>();
    for (Account account : accounts) {
      if (shown.add(account.integration().platform().value())) {
        out.println("  # " + account.integration().platform() + ": " + account.integration().id());
        out.println("  " + curl.of(account));
      }
    }
    out.println();
    out.println("ready");
    out.flush();
  }
}
