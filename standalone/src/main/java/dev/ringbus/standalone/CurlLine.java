package dev.ringbus.standalone;

import dev.ringbus.config.Account;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Direction;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Secret;
import java.time.OffsetDateTime;
import java.util.stream.Collectors;

/** A call that just began, as its PBX would tell of it, as a line for a shell. */
final class CurlLine {

  private final String base;
  private final String configuration;
  private final OffsetDateTime now;

  /**
   * @param base of ingress, {@code http://localhost:8080}
   * @param configuration the text of the configuration: a key that does not stand there in the
   *     clear is not printed either
   */
  CurlLine(String base, String configuration, OffsetDateTime now) {
    this.base = base;
    this.configuration = configuration;
    this.now = now;
  }

  /** The line for this account's platform. */
  String of(Account account) {
    CallEvent event = callThatBegan(account);
    return Dialects.find(account.integration().platform())
        .flatMap(provider ->
            provider.client(account.settings()).request(event, VendorClient.Style.GET_QUERY))
        .map(request -> line(account, request))
        .orElse("# nothing to try");
  }

  private CallEvent callThatBegan(Account account) {
    return CallEvent.builder()
        .id("try")
        .type(CallEventType.CALL_STARTED)
        .integration(account.integration().id())
        .platform(account.integration().platform())
        .callId(new CallId("1557491089930439"))
        .direction(Direction.INBOUND)
        .occurredAt(now)
        .receivedAt(now)
        .caller(new PhoneNumber("+74952345678"))
        .called(new PhoneNumber("+74951234567"))
        .clientPhone(new PhoneNumber("+74952345678"))
        .linePhone(new PhoneNumber("+74951234567"))
        .build();
  }

  private String line(Account account, PbxRequest request) {
    StringBuilder line = new StringBuilder("curl");
    String path = request.path().isEmpty() ? "" : "/" + request.path();
    String query = request.rawQuery();
    if (account.integration().user() != null) {
      line.append(" -u ").append(quoted(account.integration().user() + ":" + key(account)));
    } else if (account.key().isPresent()) {
      query = "key=" + key(account) + (query.isEmpty() ? "" : "&" + query);
    }
    if (!request.body().isEmpty()) {
      line.append(headers(request)).append(" --data-raw ").append(quoted(request.body().text()));
    }
    return line.append(' ')
        .append(
            quoted(
                "%s/%s/%s%s%s"
                    .formatted(
                        base,
                        account.integration().platform(),
                        account.integration().id(),
                        path,
                        query.isEmpty() ? "" : "?" + query)))
        .toString();
  }

  private static String headers(PbxRequest request) {
    return request.headers().stream().map(CurlLine::header).collect(Collectors.joining());
  }

  private static String header(Header header) {
    return " -H " + quoted(header.name() + ": " + header.value());
  }

  private String key(Account account) {
    return account
        .key()
        .map(Secret::value)
        .filter(configuration::contains)
        .orElse("KEY-OF-" + account.integration().id());
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
