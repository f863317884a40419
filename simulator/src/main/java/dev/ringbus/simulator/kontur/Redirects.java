package dev.ringbus.simulator.kontur;

import dev.ringbus.dialect.Parameters;
import dev.ringbus.simulator.web.WebAnswer.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** {@code call-redirect}: who is responsible for a client. */
final class Redirects {

  /** A plus that is not percent-encoded arrives as a space. */
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{2,20}");

  private final Communications communications;
  private final Map<String, List<String>> owners = new ConcurrentHashMap<>();

  Redirects(Communications communications, Map<String, List<String>> owners) {
    this.communications = communications;
    owners.forEach(this::put);
  }

  /** From now on these users are responsible for this client. */
  void put(String clientPhone, List<String> users) {
    owners.put(digits(clientPhone), List.copyOf(users));
  }

  Response answer(Parameters query) throws Malformed {
    Optional<String> phone = Optional.ofNullable(query.nonEmpty("phoneNumber"));
    Optional<String> externalId = Optional.ofNullable(query.nonEmpty("externalId"));
    if (phone.isEmpty() && externalId.isEmpty()) {
      throw Malformed.missing("phoneNumber");
    }
    if (phone.isPresent() && !NUMBER.matcher(phone.get()).matches()) {
      throw Malformed.value(
          "phoneNumber", "The value '" + phone.get() + "' is not valid.", "phoneNumber");
    }
    Optional<String> client =
        phone.or(() ->
            externalId.stream()
                .flatMap(id -> communications.known(id).stream())
                .flatMap(call -> Optional.ofNullable(call.clientPhone()).stream())
                .findFirst());
    return client
        .map(number -> owners.get(digits(number)))
        .map(users -> Replies.json(200, Map.of("userIds", users)))
        .orElseGet(() -> Replies.conflict("notFound", "Responsible user not found"));
  }

  private static String digits(String phone) {
    return phone.replaceAll("\\D", "");
  }
}
