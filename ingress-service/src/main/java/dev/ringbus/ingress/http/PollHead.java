package dev.ringbus.ingress.http;

import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.model.Platform;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A request that may be a poll.
 *
 * @param integration what stands in the URL: perhaps no integration's name at all
 * @param sender who sent it, behind trusted proxies too; empty if that cannot be told
 * @param request without headers and body
 */
public record PollHead(
    Platform platform,
    String integration,
    Credentials credentials,
    Optional<InetAddress> sender,
    PbxRequest request) {}
