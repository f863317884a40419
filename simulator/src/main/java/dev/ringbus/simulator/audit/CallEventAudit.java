package dev.ringbus.simulator.audit;

import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.simulator.callevent.CallEventCrm;
import dev.ringbus.simulator.callevent.Returned;
import dev.ringbus.simulator.callevent.ToldCall;
import dev.ringbus.simulator.callevent.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A comparison of what PBXs reported with what a CRM was told that speaks the API of MTS.
 *
 * @param calls those that were reported
 * @param violations of what the platform keeps to
 */
public record CallEventAudit(List<Told> calls, List<Violation> violations) {

  /**
   * One call.
   *
   * @param id what the CRM calls it
   * @param told what the CRM knows of it, if anything
   * @param lacking what it should know
   */
  public record Told(CallKey key, MtsCallId id, Optional<ToldCall> told, List<String> lacking) {

    public Told {
      lacking = List.copyOf(lacking);
    }
  }

  public CallEventAudit {
    calls = List.copyOf(calls);
    violations = List.copyOf(violations);
  }

  /** Compares, now. */
  public static CallEventAudit of(Reported reported, CallEventCrm crm) {
    return new CallEventAudit(
        reported.calls().stream().map(call -> told(call, crm)).toList(), crm.violations());
  }

  private static Told told(ReportedCall call, CallEventCrm crm) {
    MtsCallId id = MtsCallId.of(call.key(), call.platform());
    Optional<ToldCall> told = crm.call(id.value());
    List<String> lacking = new ArrayList<>();
    if (told.isEmpty()) {
      lacking.add("expected the CRM to be told of it");
    } else if (call.endedAt().isPresent() && !told.get().hasEnded()) {
      lacking.add("expected the CRM to be told of its end");
    }
    return new Told(call.key(), id, told, lacking);
  }

  /** Whether the CRM was told of as much as it should be. */
  public boolean isComplete() {
    return calls.stream().allMatch(call -> call.lacking().isEmpty());
  }

  /** Whether it was also told as the platform would. */
  public boolean isRight() {
    return violations.isEmpty() && isComplete();
  }

  /** For people: each call in a line or two, and what is wrong. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Told call : calls) {
      lines.add(
          "%s, CallID %s: %s"
              .formatted(
                  call.key(), call.id(), call.told().map(CallEventAudit::words).orElse("nothing")));
      call.lacking().forEach(what -> lines.add("  LACKING: " + what));
    }
    violations.forEach(violation -> lines.add("violation: " + violation));
    lines.add(
        "crm: %d of %d calls as they should be, %d polls, %d violations"
            .formatted(
                calls.stream().filter(call -> call.lacking().isEmpty()).count(),
                calls.size(),
                calls.stream()
                    .mapToInt(call -> call.told().map(told -> told.polls().size()).orElse(0))
                    .sum(),
                violations.size()));
    return lines;
  }

  private static String words(ToldCall call) {
    String types = call.eventTypes().stream().map(String::valueOf).collect(Collectors.joining(" "));
    String given =
        call.handedOut().stream().map(Returned::toString).collect(Collectors.joining("; "));
    return "told of EventType %s; polled %d times%s"
        .formatted(types, call.polls().size(), given.isEmpty() ? "" : "; handed out " + given);
  }
}
