package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Leg;
import dev.ringbus.model.Party;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Recording;
import dev.ringbus.model.WireName;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call as a few lines that can be read: minutes and seconds of its hour, legs without its key.
 */
final class CallText {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("mm:ss");

  private CallText() {}

  /** What these events amount to. */
  static String of(List<CallEvent> events) {
    return of(CallFold.of(events.getFirst().key(), events));
  }

  static String of(Call call) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s %s, client %s, line %s%n"
            .formatted(
                name(call.direction()),
                call.state().wireName(),
                number(call.clientPhone()),
                number(call.linePhone())));
    text.append(
        "started %s, answered %s, ended %s by %s: %s, %s%s%n"
            .formatted(
                time(call.startedAt()),
                time(call.answeredAt()),
                time(call.endedAt()),
                name(call.endedBy()),
                name(call.outcome()),
                call.duration() == null ? "-" : call.duration().toSeconds() + " s",
                call.inferred() == null ? "" : ", inferred"));
    call.legs().forEach(leg -> text.append(leg(call, leg)));
    call.recordings().forEach(recording -> text.append(recording(call, recording)));
    return text.toString();
  }

  private static String leg(Call call, Leg leg) {
    return "%s: %s to %s: %s; %s by %s%n"
        .formatted(
            id(call, leg.id()),
            party(leg.from()),
            party(leg.to()),
            changes(leg.changes()),
            name(leg.outcome()),
            name(leg.endedBy()));
  }

  private static String changes(List<Leg.LegChange> changes) {
    return changes.stream()
        .map(change -> change.progress().wireName() + " " + time(change.at()))
        .collect(Collectors.joining(", "));
  }

  private static String recording(Call call, Recording recording) {
    String leg = recording.legId();
    return "recording %s of %s%n"
        .formatted(recording.url(), leg == null ? "no leg" : id(call, leg));
  }

  private static String id(Call call, String legId) {
    return legId.replace(call.key() + "/", "");
  }

  private static String party(Party party) {
    return party.kind().wireName() + " " + number(party.number());
  }

  private static String number(@Nullable PhoneNumber number) {
    return number == null ? "-" : number.value();
  }

  private static String name(@Nullable WireName word) {
    return word == null ? "-" : word.wireName();
  }

  private static String time(@Nullable OffsetDateTime time) {
    return time == null ? "-" : TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC));
  }
}
