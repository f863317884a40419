package dev.ringbus.config.file;

import dev.ringbus.config.yaml.ChoiceShape;
import dev.ringbus.config.yaml.Nearest;
import dev.ringbus.config.yaml.ParsedShape;
import dev.ringbus.config.yaml.Shape;
import dev.ringbus.config.yaml.Shapes;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.model.Calendar;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Platform;
import dev.ringbus.model.SecretRef;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shape of {@code ringbus.yaml}: what its texts are, and which dialects there are. */
public final class FileShape {

  private static final String ZONE = "a time zone such as Europe/Moscow, UTC or +03:00";
  private static final String DATE = "a date such as 2026-12-31";

  private FileShape() {}

  /** The shape of the file where these dialects are known. */
  public static Shape<HubFile> of(List<DialectProvider> dialects) {
    Map<String, Platform> platforms = new LinkedHashMap<>();
    Map<String, AskDialect> askable = new LinkedHashMap<>();
    for (DialectProvider dialect : dialects) {
      Platform platform = dialect.platform();
      platforms.put(platform.value(), platform);
      if (dialect.decides()) {
        askable.put(platform.value(), new AskDialect(platform));
      }
    }
    return new Shapes(
            Map.ofEntries(
                Map.entry(Platform.class, new ChoiceShape<>(platforms)),
                Map.entry(AskDialect.class, new ChoiceShape<>(askable)),
                Map.entry(Destination.class, destinations()),
                Map.entry(InstructionEntry.True.class, new TrueShape()),
                Map.entry(KeyText.class, new KeyShape()),
                Map.entry(SecretRef.class, new SecretShape()),
                Map.entry(
                    Duration.class,
                    new ParsedShape<>(
                        DurationText.EXPECTED, DurationText.PATTERN, true, DurationText::parse)),
                Map.entry(ZoneId.class, new ParsedShape<>(ZONE, null, true, FileShape::zone)),
                Map.entry(
                    LocalDate.class,
                    new ParsedShape<>(DATE, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", true, FileShape::date)),
                Map.entry(
                    Calendar.Span.class,
                    new ParsedShape<>(
                        OpeningHours.EXPECTED, OpeningHours.PATTERN, true, OpeningHours::parse)),
                Map.entry(
                    Cidr.class,
                    new ParsedShape<>(Cidr.EXPECTED, "/[0-9]{1,3}$", true, Cidr::parse)),
                Map.entry(
                    Host.class, new ParsedShape<>(Host.EXPECTED, Host.PATTERN, true, Host::parse)),
                Map.entry(
                    URI.class,
                    new ParsedShape<>(WebAddress.EXPECTED, "^https?://", false, WebAddress::parse)),
                Map.entry(
                    UrlTemplate.class,
                    new ParsedShape<>(
                        WebAddress.EXPECTED, "^https?://", false, UrlTemplate::parse))))
        .of(HubFile.class);
  }

  /** The shape of one instruction, as it stands in a rule of the file. */
  public static Shape<InstructionEntry> instruction() {
    return new Shapes(
            Map.of(Destination.class, destinations(), InstructionEntry.True.class, new TrueShape()))
        .ofOneKey(InstructionEntry.class);
  }

  private static Shape<Destination> destinations() {
    Map<String, Destination> destinations = new LinkedHashMap<>();
    for (Destination destination : Destination.values()) {
      destinations.put(destination.wireName(), destination);
    }
    return new ChoiceShape<>(destinations);
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          ZONE
              + Nearest.to(text, ZoneId.getAvailableZoneIds())
                  .map(zone -> " (perhaps " + zone + ")")
                  .orElse(""),
          e);
    }
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(DATE, e);
    }
  }
}
