package dev.ringbus.dialect;

import java.util.List;
import java.util.Optional;

/** A header line of HTTP. */
public record Header(String name, String value) {

  static Optional<String> first(List<Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }
}
