package dev.ringbus.model;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One connected PBX account.
 *
 * @param keyDigest of the key that requests carry; absent only where the dialect verifies requests
 *     by itself
 * @param user the Basic user that is required; any if absent
 * @param plan the routing plan; without one every answer is neutral
 * @param crm where its calls are registered
 * @param timeZone of times that the vendor gives without an offset, and of {@code now} in rules
 * @param allowFrom CIDRs that requests may come from; anywhere if empty
 * @param closeAfter when a call whose end is never reported is closed
 * @param recordingsFrom hosts that recordings may be fetched from
 * @param options what this platform's dialect takes (see its options), with JSON values
 * @param secrets the dialect's secret options
 */
public record Integration(
    IntegrationId id,
    Platform platform,
    @Nullable KeyDigest keyDigest,
    @Nullable String user,
    @Nullable String plan,
    @Nullable String crm,
    ZoneId timeZone,
    List<String> allowFrom,
    Duration closeAfter,
    List<String> recordingsFrom,
    Map<String, @Nullable Object> options,
    Map<String, SecretRef> secrets,
    String version)
    implements ConfigResource {

  // Written out: of a compact constructor, javac loses what is said of type arguments.
  public Integration(
      IntegrationId id,
      Platform platform,
      @Nullable KeyDigest keyDigest,
      @Nullable String user,
      @Nullable String plan,
      @Nullable String crm,
      ZoneId timeZone,
      List<String> allowFrom,
      Duration closeAfter,
      List<String> recordingsFrom,
      Map<String, @Nullable Object> options,
      Map<String, SecretRef> secrets,
      String version) {
    this.id = id;
    this.platform = platform;
    this.keyDigest = keyDigest;
    this.user = user;
    this.plan = plan;
    this.crm = crm;
    this.timeZone = timeZone;
    this.allowFrom = List.copyOf(allowFrom);
    this.closeAfter = closeAfter;
    this.recordingsFrom = List.copyOf(recordingsFrom);
    this.options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    this.secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
    this.version = version;
  }

  @Override
  public String key() {
    return "integration/" + id;
  }
}
