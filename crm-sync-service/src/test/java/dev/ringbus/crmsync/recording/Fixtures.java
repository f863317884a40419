package dev.ringbus.crmsync.recording;

import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** What the tests of recordings have in common. */
final class Fixtures {

  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private static final IntegrationId INTEGRATION = new IntegrationId("acme-sim");

  private Fixtures() {}

  static AllowedHosts allowed(String... recordingsFrom) {
    return AllowedHosts.of(integration(recordingsFrom));
  }

  static Integration integration(String... recordingsFrom) {
    return new Integration(
        INTEGRATION,
        new Platform("sipsim"),
        null,
        null,
        null,
        "acme-kontur",
        ZoneOffset.UTC,
        List.of(),
        Duration.ofHours(4),
        List.of(recordingsFrom),
        Map.of(),
        Map.of(),
        "v1");
  }

  static RecordingSettings settings(Path dir) {
    return new RecordingSettings(
        dir,
        2,
        DataSize.ofMegabytes(200),
        DataSize.ofMegabytes(100),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        DataSize.ofKilobytes(32),
        Duration.ofHours(24));
  }

  static RecordingSettings impatient(Path dir) {
    return new RecordingSettings(
        dir,
        2,
        DataSize.ofMegabytes(200),
        DataSize.ofMegabytes(100),
        Duration.ofSeconds(10),
        Duration.ofMillis(300),
        DataSize.ofKilobytes(32),
        Duration.ofHours(24));
  }

  static ClaimedDelivery claimed(String url, int attempts, Instant createdAt) {
    return new ClaimedDelivery(
        1,
        1,
        "acme-kontur",
        new CallKey(INTEGRATION, new CallId("1557491089.930439")),
        null,
        "c-1",
        new Payload.UploadRecording(url, null).plan("acme-kontur", createdAt, null),
        attempts,
        DeliveryState.WAITING,
        createdAt,
        List.of());
  }
}
