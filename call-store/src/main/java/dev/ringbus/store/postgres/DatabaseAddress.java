package dev.ringbus.store.postgres;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is.
 *
 * @param host name or address; IPv6 in brackets
 * @param sslMode as libpq has it, for example {@code verify-full}
 */
record DatabaseAddress(String host, int port, String database, String sslMode) {

  static final String FORM = "postgresql://host[:port]/database[?sslmode=require]";

  private static final Pattern URL =
      Pattern.compile(
          "postgres(?:ql)?://(?<host>\\[[0-9a-fA-F:.%]+]|[^:/?@\\[\\]]+)(?::(?<port>\\d{1,5}))?"
              + "/(?<database>[^/?]+)"
              + "(?:\\?sslmode=(?<ssl>disable|allow|prefer|require|verify-ca|verify-full))?");

  private static final int USUAL_PORT = 5432;

  static Optional<DatabaseAddress> find(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String port = matcher.group("port");
    String ssl = matcher.group("ssl");
    return Optional.of(
        new DatabaseAddress(
            matcher.group("host"),
            port == null ? USUAL_PORT : Integer.parseInt(port),
            matcher.group("database"),
            ssl == null ? "disable" : ssl));
  }

  /** For JDBC, which migrates. */
  String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s?sslmode=%s&connectTimeout=5&ApplicationName=ringbus"
        .formatted(host, port, database, sslMode);
  }

  /** The host as R2DBC takes it. */
  String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
