package dev.ringbus.simulator.kontur;

import dev.ringbus.model.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a simulated workspace is set up.
 *
 * @param port 0 for any that is free
 * @param workspace its name, the {@code {ws}} of paths
 * @param integration the name of the integration, which external ids are prefixed with
 * @param apiKey of the integration
 * @param secret what proves a public integration; a private one has none
 * @param users the ids of the workspace's users; any id is one if empty
 * @param owners the users who are responsible for a client, by the client's number
 * @param keyLife how long an access key lives
 * @param fileLife how long an uploaded file lives
 * @param largestFile in bytes
 * @param seed of what is left to chance
 */
public record KonturSettings(
    int port,
    String workspace,
    String integration,
    Secret apiKey,
    Optional<IntegrationSecret> secret,
    Set<String> users,
    Map<String, List<String>> owners,
    Duration keyLife,
    Duration fileLife,
    long largestFile,
    long seed,
    Clock clock) {

  /** What proves a public integration. */
  public record IntegrationSecret(String name, Secret value) {}

  public KonturSettings {
    users = Set.copyOf(users);
    owners = Map.copyOf(owners);
  }

  /**
   * A private integration of a workspace {@code demo}, on a free port, with the API's own limits.
   */
  public static KonturSettings of(Secret apiKey, Clock clock) {
    return new KonturSettings(
        0,
        "demo",
        "Ringbus",
        apiKey,
        Optional.empty(),
        Set.of(),
        Map.of(),
        Duration.ofMinutes(20),
        Duration.ofDays(1),
        100L * 1024 * 1024,
        1,
        clock);
  }

  /** A workspace of another name. */
  public KonturSettings named(String name) {
    return new KonturSettings(
        port,
        name,
        integration,
        apiKey,
        secret,
        users,
        owners,
        keyLife,
        fileLife,
        largestFile,
        seed,
        clock);
  }

  public KonturSettings onPort(int value) {
    return new KonturSettings(
        value,
        workspace,
        integration,
        apiKey,
        secret,
        users,
        owners,
        keyLife,
        fileLife,
        largestFile,
        seed,
        clock);
  }

  /** A public integration, which is proved by a secret beside the API key. */
  public KonturSettings proved(String name, Secret value) {
    return new KonturSettings(
        port,
        workspace,
        integration,
        apiKey,
        Optional.of(new IntegrationSecret(name, value)),
        users,
        owners,
        keyLife,
        fileLife,
        largestFile,
        seed,
        clock);
  }

  public KonturSettings withUsers(Set<String> ids) {
    return new KonturSettings(
        port,
        workspace,
        integration,
        apiKey,
        secret,
        ids,
        owners,
        keyLife,
        fileLife,
        largestFile,
        seed,
        clock);
  }

  public KonturSettings withOwners(Map<String, List<String>> ids) {
    return new KonturSettings(
        port,
        workspace,
        integration,
        apiKey,
        secret,
        users,
        ids,
        keyLife,
        fileLife,
        largestFile,
        seed,
        clock);
  }

  public KonturSettings withKeyLife(Duration life) {
    return new KonturSettings(
        port,
        workspace,
        integration,
        apiKey,
        secret,
        users,
        owners,
        life,
        fileLife,
        largestFile,
        seed,
        clock);
  }

  public KonturSettings withLargestFile(long bytes) {
    return new KonturSettings(
        port,
        workspace,
        integration,
        apiKey,
        secret,
        users,
        owners,
        keyLife,
        fileLife,
        bytes,
        seed,
        clock);
  }
}
