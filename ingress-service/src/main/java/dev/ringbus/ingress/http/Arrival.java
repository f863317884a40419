package dev.ringbus.ingress.http;

import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.model.Platform;
import io.opentelemetry.context.Context;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * A request whose head has arrived.
 *
 * @param integration what stands in the URL: perhaps no integration's name at all
 * @param sender who sent it, behind trusted proxies too; empty if that cannot be told
 * @param request the whole of it, read once; fails with {@link dev.ringbus.dialect.RejectedRequest}
 *     if it is too large, and with another error if the client goes away
 * @param receivedAt when the hub began to read it: deadlines count from here
 * @param trace of this request, to be continued
 */
public record Arrival(
    Platform platform,
    String integration,
    Credentials credentials,
    Optional<InetAddress> sender,
    Mono<PbxRequest> request,
    Instant receivedAt,
    Context trace) {}
