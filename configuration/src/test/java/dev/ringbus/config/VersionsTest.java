package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {

  @TempDir private Path folder;

  @Test
  void isTheHashOfTheContentWithSortedKeys() throws NoSuchAlgorithmException {
    String file =
        """
        calendars:
          office:
            timeZone: Europe/Moscow
            open: ["Sat,Mon 09:00-18:00"]
            closed: [2027-01-01, 2026-12-31]
        """;
    String json =
        "{\"closed\":[\"2026-12-31\",\"2027-01-01\"],\"id\":\"office\",\"open\":[{\"days\":"
            + "[\"MONDAY\",\"SATURDAY\"],\"from\":540,\"to\":1080}],\"timeZone\":\"Europe/Moscow\"}";

    assertThat(version(file)).isEqualTo(sha256(json).substring(0, 12));
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void changesWithTheContentAndNotWithHowItIsWritten() {
    String file = "plans: {p: {deadline: 1500ms, rules: [], otherwise: [{goto: {branch: 1}}]}}";

    assertThat(version("plans:\n  p:\n    otherwise: [{goto: {branch: ['1']}}] # same\n"))
        .isEqualTo(version(file));
    assertThat(version("plans: {p: {otherwise: [{goto: {branch: 2}}]}}"))
        .isNotEqualTo(version(file));
  }

  @Test
  void optionsInAnyOrderHaveTheSameVersion() {
    String file = "integrations: {m: {platform: mts, key: 0123456789abcdef, %s}}";
    Configuration before = configuration(file.formatted("user: u"), Configuration.EMPTY);
    String version =
        version(
            configuration(
                file.formatted("idleReply: {EventType: 0, Param: ''}, pollLimit: 3"), before));

    assertThat(
            version(
                configuration(
                    file.formatted("pollLimit: 3, idleReply: {Param: '', EventType: 0}"), before)))
        .isEqualTo(version);
    assertThat(version(configuration(file.formatted("pollLimit: 3"), before)))
        .isNotEqualTo(version);
  }

  private String version(String file) {
    return version(configuration(file, Configuration.EMPTY));
  }

  private Configuration configuration(String file, Configuration previous) {
    return new Yaml(folder).valid(file, previous).configuration();
  }

  private static String version(Configuration configuration) {
    return configuration.resources().values().stream()
        .map(ConfigResource::version)
        .collect(Collectors.joining());
  }
}
