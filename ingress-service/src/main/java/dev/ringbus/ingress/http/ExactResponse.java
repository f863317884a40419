package dev.ringbus.ingress.http;

import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A dialect's response as it stands: no codec, no content negotiation, and always a length. */
final class ExactResponse implements ServerResponse {

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final PbxResponse response;

  ExactResponse(PbxResponse response) {
    this.response = response;
  }

  @Override
  public HttpStatusCode statusCode() {
    return HttpStatusCode.valueOf(response.status());
  }

  @Override
  public HttpHeaders headers() {
    HttpHeaders headers = new HttpHeaders();
    addTo(headers);
    return headers;
  }

  @Override
  public MultiValueMap<String, ResponseCookie> cookies() {
    return new LinkedMultiValueMap<>();
  }

  @Override
  public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
    ServerHttpResponse out = exchange.getResponse();
    out.setStatusCode(statusCode());
    addTo(out.getHeaders());
    return response.body().isEmpty()
        ? out.setComplete()
        : out.writeWith(Mono.fromSupplier(() -> out.bufferFactory().wrap(response.body().bytes())));
  }

  private void addTo(HttpHeaders headers) {
    for (Header header : response.headers()) {
      headers.add(header.name(), header.value());
    }
    if (response.status() != NO_CONTENT && response.status() != NOT_MODIFIED) {
      headers.setContentLength(response.body().size());
    }
  }
}
