package dev.ringbus.ingress.http;

import dev.ringbus.crm.kontur.KonturHeaders;
import dev.ringbus.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/**
 * The URLs of Kontur.CRM's system calls, {@code /kontur/{crm}/{inboundKey}} and all below it. What
 * is not known there is answered here too, since every answer carries the echo header.
 */
public final class SystemCallRoute {

  private final SystemCallEndpoint endpoint;
  private final RequestTrace requestTrace;

  public SystemCallRoute(SystemCallEndpoint endpoint, RequestTrace requestTrace) {
    this.endpoint = endpoint;
    this.requestTrace = requestTrace;
  }

  RouterFunction<ServerResponse> function() {
    return RouterFunctions.route(RequestPredicates.path(SystemCallTargets.PATH), this::answer);
  }

  private Mono<ServerResponse> answer(ServerRequest request) {
    ServerHttpRequest http = request.exchange().getRequest();
    RequestTrace.Open trace = requestTrace.openSystemCall(http);
    return endpoint
        .answer(arrival(http, trace))
        .doOnNext(response -> trace.status(response.status()))
        .doFinally(_ -> trace.close())
        .map(ExactResponse::new);
  }

  private static SystemCallArrival arrival(ServerHttpRequest request, RequestTrace.Open trace) {
    String target = request.getHeaders().getFirst(SystemCallTargets.HEADER);
    List<String> segments = segments(target == null ? "" : target);
    return new SystemCallArrival(
        segment(segments, 1),
        new Secret(segment(segments, 2)),
        request.getMethod().name(),
        path(segments.subList(Math.min(3, segments.size()), segments.size())),
        request.getHeaders().getOrEmpty(KonturHeaders.INTEGRATION_ECHO),
        Capture.body(request),
        trace.context());
  }

  /** A slash that was encoded separates nothing, and stays so. */
  private static String path(List<String> segments) {
    return segments.stream()
        .map(segment -> segment.replace("/", "%2F"))
        .collect(Collectors.joining("/"));
  }

  /** Decoded one by one, so that what is encoded in a segment stays in it. */
  private static List<String> segments(String target) {
    int query = target.indexOf('?');
    String path = (query < 0 ? target : target.substring(0, query)).replaceAll("^/+|/+$", "");
    return List.of(path.split("/", -1)).stream().map(SystemCallRoute::decoded).toList();
  }

  private static String decoded(String segment) {
    try {
      return UriUtils.decode(segment, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return segment; // a percent sign that is one
    }
  }

  private static String segment(List<String> segments, int index) {
    return index < segments.size() ? segments.get(index) : "";
  }
}
