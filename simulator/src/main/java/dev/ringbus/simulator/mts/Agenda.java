package dev.ringbus.simulator.mts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The acts that a call has before it, and how instructions change them. */
final class Agenda {

  /** What the platform does by itself before it forwards a call. */
  private static final Set<MtsEvent> RECEPTION =
      EnumSet.of(MtsEvent.HELLO_MESSAGE, MtsEvent.RUN_IVR, MtsEvent.DTMF);

  private static final Set<MtsEvent> TRANSFER =
      EnumSet.of(
          MtsEvent.GO_TO_TRANSFER,
          MtsEvent.TRANSFER,
          MtsEvent.GO_TO_SHORT_TRANSFER,
          MtsEvent.SHORT_TRANSFER,
          MtsEvent.OPERATOR_TRANSFER);

  private final Deque<Act> acts;

  Agenda(List<Act> script) {
    this.acts = new ArrayDeque<>(script);
  }

  /** The next act, taken from the agenda; empty at the end of the call. */
  Optional<Act> take() {
    return Optional.ofNullable(acts.pollFirst());
  }

  /** These come before everything else. */
  void first(List<Act> more) {
    more.reversed().forEach(acts::addFirst);
  }

  /** These come in place of everything else. */
  void instead(List<Act> others) {
    List<Act> all = List.copyOf(others);
    acts.clear();
    acts.addAll(all);
  }

  /** These come in place of everything else, once the platform has answered. */
  void answeredThen(List<Act> others) {
    instead(Script.of(answer(), others));
  }

  /** These come in place of the platform's own reception, once it has answered. */
  void receiveWith(List<Act> others) {
    List<Act> answer = answer();
    List<Act> rest =
        acts.stream().skip(answer.size()).filter(act -> !isIn(act, RECEPTION)).toList();
    instead(Script.of(answer, others, rest));
  }

  /** The platform's answer, if it is still to come. */
  private List<Act> answer() {
    return Stream.ofNullable(acts.peekFirst())
        .filter(act -> isIn(act, EnumSet.of(MtsEvent.CALL_ANSWERED)))
        .toList();
  }

  /** Nothing of all this but the end of a recording that runs, and then these. */
  void endWith(List<Act> ending) {
    List<Act> recording =
        acts.stream().filter(act -> isIn(act, EnumSet.of(MtsEvent.REC_STOP))).toList();
    instead(Script.of(recording, ending));
  }

  /** A transfer to these that is under way comes to nothing. */
  void withoutTransferTo(Legs legs) {
    acts.removeIf(act ->
        isIn(act, TRANSFER) && act instanceof Act.Report report && report.legs().equals(legs));
  }

  /** All that is reported is about a call to another number. */
  void redirect(String to) {
    instead(acts.stream().map(act -> redirected(act, to)).toList());
  }

  private static Act redirected(Act act, String to) {
    return act instanceof Act.Report report
        ? new Act.Report(
            report.event(), report.after(), report.legs().toNumber(to), report.detail())
        : act;
  }

  private static boolean isIn(Act act, Set<MtsEvent> events) {
    return act instanceof Act.Report report && events.contains(report.event());
  }
}
