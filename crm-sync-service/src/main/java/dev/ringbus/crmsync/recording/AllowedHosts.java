package dev.ringbus.crmsync.recording;

import dev.ringbus.model.Integration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom recordings may be fetched from: the {@code recordingsFrom} of an integration. A host without
 * a port is allowed on each.
 */
final class AllowedHosts {

  /** What is allowed of a host that is listed. */
  enum Admission {
    /** Only if all its addresses are of the public internet. */
    IF_PUBLIC,
    /** As it is: it is listed as an address with its port, so somebody meant exactly that. */
    AS_LISTED
  }

  private record Entry(UrlHost host, Optional<Integer> port) {

    boolean fits(RecordingUrl url) {
      return host.equals(url.host()) && port.orElse(url.port()) == url.port();
    }

    Admission admission() {
      return switch (host) {
        case UrlHost.Named _ -> Admission.IF_PUBLIC;
        case UrlHost.Literal _ -> port.isPresent() ? Admission.AS_LISTED : Admission.IF_PUBLIC;
      };
    }
  }

  private static final Pattern ENTRY =
      Pattern.compile("(\\[[^\\]]+]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");

  private final String integration;
  private final List<Entry> entries;

  private AllowedHosts(String integration, List<Entry> entries) {
    this.integration = integration;
    this.entries = entries;
  }

  static AllowedHosts of(Integration integration) {
    return new AllowedHosts(
        integration.id().value(),
        integration.recordingsFrom().stream().flatMap(text -> entry(text).stream()).toList());
  }

  /** Empty for what no URL can fit. */
  private static Optional<Entry> entry(String text) {
    Matcher matcher = ENTRY.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Entry(
              UrlHost.parse(matcher.group(1)),
              Optional.ofNullable(matcher.group(2)).map(Integer::valueOf)));
    } catch (RefusedRecording _) {
      return Optional.empty();
    }
  }

  /**
   * How a URL's host is listed.
   *
   * @throws RefusedRecording if it is not
   */
  Admission admit(RecordingUrl url) {
    List<Admission> admissions =
        entries.stream().filter(entry -> entry.fits(url)).map(Entry::admission).toList();
    if (admissions.isEmpty()) {
      throw new RefusedRecording(
          url + " is not among the hosts in recordingsFrom of the integration " + integration);
    }
    return admissions.contains(Admission.AS_LISTED) ? Admission.AS_LISTED : Admission.IF_PUBLIC;
  }
}
