package dev.ringbus.simulator.audit;

import dev.ringbus.simulator.kontur.KnownCall;
import dev.ringbus.simulator.kontur.KnownParty;
import dev.ringbus.simulator.kontur.Notice;
import dev.ringbus.simulator.kontur.Operation;
import dev.ringbus.simulator.kontur.Registration;
import dev.ringbus.simulator.kontur.files.StoredFile;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a CRM knows, as text for people. */
public final class AuditText {

  private final Map<String, String> extensions;
  private final DateTimeFormatter time;

  /**
   * @param extensions the internal number of each user
   * @param zone of all times, which come in the zone of each PBX
   */
  public AuditText(Map<String, String> extensions, ZoneId zone) {
    this.extensions = Map.copyOf(extensions);
    this.time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  /** Every call in a few lines, and what is wrong below. */
  public List<String> lines(Audit audit) {
    List<String> lines = new ArrayList<>();
    if (!audit.calls().isEmpty()) {
      lines.add("what the CRM knows, with times in " + time.getZone() + ":");
    }
    audit.calls().forEach(call -> add(call, lines));
    lines.addAll(conclusion(audit));
    return lines;
  }

  /** Only the calls with which something is wrong, and the conclusion. */
  public List<String> faults(Audit audit) {
    List<String> lines = new ArrayList<>();
    audit.calls().stream().filter(call -> !call.isRight()).forEach(call -> add(call, lines));
    lines.addAll(conclusion(audit));
    return lines;
  }

  private static List<String> conclusion(Audit audit) {
    List<String> lines = new ArrayList<>();
    audit.violations().forEach(violation -> lines.add("violation: " + violation));
    long right = audit.calls().stream().filter(AuditedCall::isRight).count();
    long broken =
        audit.violations().size()
            + audit.calls().stream().mapToLong(call -> call.violations().size()).sum();
    lines.add(
        "crm: %d of %d calls as they should be, %d violations"
            .formatted(right, audit.calls().size(), broken));
    if (audit.others() > 0) {
      lines.add("crm: %d calls more, which were not made now".formatted(audit.others()));
    }
    return lines;
  }

  private void add(AuditedCall call, List<String> lines) {
    lines.add(call.name());
    call.known().forEach(known -> add(known, lines));
    call.lacking().forEach(what -> lines.add("    LACKING: " + what));
    call.violations().forEach(what -> lines.add("    VIOLATION: " + what));
  }

  private void add(KnownCall known, List<String> lines) {
    lines.add(
        "    %s, client %s, line %s%s"
            .formatted(
                known.direction() == null ? "no direction" : known.direction().wireName(),
                text(known.clientPhone()),
                text(known.vatsPhone()),
                asked(known)));
    String live =
        known.notices().stream()
            .filter(notice -> notice.operation() != Operation.CALL_EVENT)
            .map(this::timed)
            .collect(Collectors.joining(", "));
    if (!live.isEmpty()) {
      lines.add("    live: " + live);
    }
    known.liveLegs().forEach(leg -> lines.add("      " + live(known, leg)));
    known
        .registration()
        .ifPresentOrElse(
            registered -> add(known, registered, lines),
            () -> lines.add("    not registered" + (hasEnded(known) ? "" : ": it has not ended")));
  }

  private static boolean hasEnded(KnownCall known) {
    return !known.notices(Operation.CALL_FINISHED).isEmpty();
  }

  private String asked(KnownCall known) {
    return known.asked().map(asked -> ", asked for by " + user(asked.fromUserId())).orElse("");
  }

  private String live(KnownCall known, String leg) {
    List<Notice> notices =
        known.notices().stream()
            .filter(notice -> notice.leg() != null && notice.leg().id().equals(leg))
            .toList();
    Notice.LegNews last = known.news(leg).getLast();
    return parties(last.from(), last.to())
        + ": "
        + notices.stream().map(this::timed).collect(Collectors.joining(", "));
  }

  private void add(KnownCall known, Registration registered, List<String> lines) {
    lines.add("    registered with " + count(registered.items().size(), "leg"));
    for (Registration.Item item : registered.items()) {
      lines.add(
          "      %s: %s"
              .formatted(
                  parties(item.from(), item.to()), span(item.startedAt(), item.finishedAt())));
      item.recordings().forEach(file -> lines.add("        recording " + file(file)));
    }
    known
        .attached()
        .forEach(recording -> lines.add("      recording later: " + file(recording.file())));
  }

  private String span(@Nullable OffsetDateTime from, @Nullable OffsetDateTime to) {
    return (from == null ? "not answered" : "from " + time.format(from))
        + (to == null ? "" : ", until " + time.format(to));
  }

  private String timed(Notice notice) {
    return notice.timestamp() == null
        ? notice.toString()
        : notice + " " + time.format(notice.timestamp());
  }

  private String parties(KnownParty from, KnownParty to) {
    return party(from) + " - " + party(to);
  }

  private String party(KnownParty party) {
    return switch (party.kind()) {
      case CLIENT -> "client";
      case USER -> party.userId() == null ? "user unknown" : user(party.userId());
    };
  }

  private String user(String id) {
    return "user "
        + Optional.ofNullable(extensions.get(id))
            .map(extension -> extension + " (" + id + ")")
            .orElse(id);
  }

  private static String file(StoredFile file) {
    return "%s, %s, %d bytes, sha256 %s"
        .formatted(
            file.fileName(), file.contentType(), file.length(), file.sha256().substring(0, 12));
  }

  private static String text(@Nullable String value) {
    return value == null ? "unknown" : value;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
