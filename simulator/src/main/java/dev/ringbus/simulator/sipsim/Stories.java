package dev.ringbus.simulator.sipsim;

import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.simulator.pbx.Chance;
import dev.ringbus.simulator.pbx.Invented;
import dev.ringbus.simulator.pbx.Premises;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How calls go. The first is the vendor's own example. */
final class Stories {

  private static final int KINDS = 6;

  private static final Duration RINGING = Duration.ofSeconds(15);
  private static final Duration SOON = Duration.ofMillis(400);
  private static final String VENDORS_RECORDINGS = "https://vrecords.call-tracking.by/monitor/";

  private final Chance chance;
  private final PhoneNumber client;
  private final PhoneNumber department;
  private final Premises premises;
  private final int firstEmployee;
  private int employees;

  private Stories(PhoneNumber client, Chance chance, Premises premises) {
    this.chance = chance;
    this.client = client;
    this.department = Invented.belarusian(chance);
    this.premises = premises;
    this.firstEmployee = premises.employees().isEmpty() ? 0 : chance.between(0, 1_000);
  }

  static List<Event> of(int number, Generation generation, Chance chance, Premises premises) {
    Stories stories = new Stories(Invented.belarusian(chance), chance, premises);
    return switch (number % KINDS) {
      case 0 -> stories.thirdAnswers();
      case 1 -> stories.outgoing();
      case 2 -> stories.missed(generation);
      case 3 -> stories.outgoingUnanswered();
      case 4 -> stories.callerGivesUp();
      default -> stories.unrecorded();
    };
  }

  /** A call that somebody asked for. */
  static List<Event> placed(PhoneNumber client, Chance chance, Premises premises) {
    return new Stories(client, chance, premises).outgoing();
  }

  /** Employees 1 and 2 are busy, employee 3 answers. */
  private List<Event> thirdAnswers() {
    PhoneNumber third = employee();
    Duration talk = Duration.ofSeconds(102);
    List<Event> story = new ArrayList<>();
    story.add(Event.start(Way.INCOMING, client, department));
    story.addAll(tries(employee(), CallOutcome.BUSY, SOON));
    story.addAll(tries(employee(), CallOutcome.BUSY, SOON));
    story.addAll(answers(third, talk));
    story.add(
        Event.end(
            Way.INCOMING, SOON, client, department, CallOutcome.ANSWERED, talk, recording(talk)));
    return story;
  }

  private List<Event> missed(Generation generation) {
    List<Event> story = new ArrayList<>();
    story.add(Event.start(Way.INCOMING, client, department));
    story.addAll(tries(employee(), CallOutcome.NO_ANSWER, RINGING));
    story.addAll(tries(employee(), CallOutcome.UNAVAILABLE, SOON));
    story.add(notAnswered(Way.INCOMING, SOON, client, department));
    if (generation == Generation.B) {
      int seconds = chance.between(3, 60);
      story.add(
          new Event.Voicemail(
              Duration.ofSeconds(2),
              client,
              department,
              seconds,
              recording(Duration.ofSeconds(seconds))));
    }
    return story;
  }

  private List<Event> callerGivesUp() {
    List<Event> story = new ArrayList<>();
    story.add(Event.start(Way.INCOMING, client, department));
    story.addAll(tries(employee(), CallOutcome.CANCELLED, Duration.ofSeconds(6)));
    story.add(notAnswered(Way.INCOMING, SOON, client, department));
    return story;
  }

  private List<Event> unrecorded() {
    PhoneNumber first = employee();
    Duration talk = Duration.ofSeconds(chance.between(5, 60));
    List<Event> story = new ArrayList<>();
    story.add(Event.start(Way.INCOMING, client, department));
    story.addAll(answers(first, talk));
    story.add(Event.end(Way.INCOMING, SOON, client, department, CallOutcome.ANSWERED, talk, null));
    return story;
  }

  private List<Event> outgoing() {
    Duration talk = Duration.ofSeconds(chance.between(5, 60));
    return List.of(
        Event.start(Way.OUTGOING, department, client),
        Event.answer(Way.OUTGOING, department, client, Duration.ofSeconds(8)),
        Event.end(
            Way.OUTGOING, talk, department, client, CallOutcome.ANSWERED, talk, recording(talk)));
  }

  private List<Event> outgoingUnanswered() {
    return List.of(
        Event.start(Way.OUTGOING, department, client),
        notAnswered(Way.OUTGOING, RINGING, department, client));
  }

  private List<Event> tries(PhoneNumber member, CallOutcome outcome, Duration ringing) {
    return List.of(
        Event.memberRings(client, member), Event.memberEnds(client, member, outcome, ringing));
  }

  private List<Event> answers(PhoneNumber member, Duration talk) {
    return List.of(
        Event.memberRings(client, member),
        Event.answer(Way.INCOMING, client, member, Duration.ofSeconds(5)),
        Event.memberEnds(client, member, CallOutcome.ANSWERED, talk));
  }

  private static Event notAnswered(
      Way way, Duration after, PhoneNumber caller, PhoneNumber receiver) {
    return Event.end(way, after, caller, receiver, CallOutcome.NO_ANSWER, Duration.ZERO, null);
  }

  private PhoneNumber employee() {
    return premises
        .employee(employees++, firstEmployee)
        .orElseGet(() -> Invented.belarusian(chance));
  }

  /** Where recordings can be fetched, the name says how long they are. */
  private String recording(Duration talk) {
    String name = chance.digits(8);
    return premises
        .recordings()
        .map(folder -> "%ssipsim-%s-%ds.mp3".formatted(folder, name, talk.toSeconds()))
        .orElse(VENDORS_RECORDINGS + name);
  }
}
