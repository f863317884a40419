package dev.ringbus.simulator.audit;

import dev.ringbus.simulator.kontur.KnownCall;
import dev.ringbus.simulator.kontur.KonturCrm;
import dev.ringbus.simulator.kontur.Operation;
import dev.ringbus.simulator.kontur.Violation;
import dev.ringbus.simulator.kontur.files.StoredFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A comparison of what was reported with what the CRM has.
 *
 * @param calls those that were reported, and those that the CRM asked for
 * @param violations that are about no call
 * @param others how many more calls the CRM knows, of somebody else's
 */
public record Audit(List<AuditedCall> calls, List<Violation> violations, int others) {

  public Audit {
    calls = List.copyOf(calls);
    violations = List.copyOf(violations);
  }

  /** Compares, now. */
  public static Audit of(Reported reported, KonturCrm crm) {
    Map<String, List<Violation>> violations =
        crm.violations().stream().collect(Collectors.groupingBy(Violation::call));
    List<AuditedCall> audited = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ReportedCall call : reported.calls()) {
      String name = call.key().toString();
      names.add(name);
      audited.add(audited(call, crm, violations.getOrDefault(name, List.of())));
    }
    int others = 0;
    for (KnownCall known : crm.calls()) {
      boolean counted = known.externalId() != null && names.contains(known.externalId());
      if (known.asked().isPresent() && !counted) {
        audited.add(asked(known, violations));
      } else if (!counted) {
        others++;
      }
    }
    return new Audit(audited, violations.getOrDefault("", List.of()), others);
  }

  /** Whether the CRM has as much as it should; looks at no file's content, so that it is quick. */
  public static boolean isComplete(Reported reported, KonturCrm crm) {
    return reported.calls().stream().allMatch(call -> lacking(call, known(call, crm)).isEmpty())
        && crm.calls().stream().allMatch(call -> call.externalId() != null || hasFailed(call));
  }

  private static boolean hasFailed(KnownCall call) {
    return !call.notices(Operation.CALL_FAILED).isEmpty();
  }

  private static List<KnownCall> known(ReportedCall call, KonturCrm crm) {
    return crm.calls(call.key().toString());
  }

  private static AuditedCall audited(ReportedCall call, KonturCrm crm, List<Violation> violations) {
    List<KnownCall> known = known(call, crm);
    List<String> lacking = lacking(call, known);
    List<StoredFile> files = known.stream().flatMap(it -> it.recordings().stream()).toList();
    for (String url : call.recordings()) {
      differing(url, crm, files).ifPresent(lacking::add);
    }
    return new AuditedCall(call.key().toString(), known, lacking, violations);
  }

  private static List<String> lacking(ReportedCall call, List<KnownCall> known) {
    List<String> lacking = new ArrayList<>();
    long registered = known.stream().filter(it -> it.registration().isPresent()).count();
    long files = known.stream().mapToLong(it -> it.recordings().size()).sum();
    if (known.isEmpty()) {
      lacking.add("expected the CRM to know it");
    }
    if (call.endedAt().isPresent() && registered != 1) {
      lacking.add("expected it to be registered once, it is " + registered + " times");
    }
    if (files != call.recordings().size()) {
      lacking.add(
          "expected %d recordings, there are %d".formatted(call.recordings().size(), files));
    }
    return lacking;
  }

  /** What is wrong with the file that came of a recording of the CRM's own neighbourhood. */
  private static Optional<String> differing(String url, KonturCrm crm, List<StoredFile> files) {
    String folder = crm.recordingUrl("");
    if (!url.startsWith(folder) || files.isEmpty()) {
      return Optional.empty();
    }
    String sha256 = crm.recordings().sha256(url.substring(folder.length()));
    return files.stream().anyMatch(file -> file.sha256().equals(sha256))
        ? Optional.empty()
        : Optional.of("expected the bytes of " + url + ", the file has others");
  }

  /** A call that was asked for and that no PBX reported, as yet. */
  private static AuditedCall asked(KnownCall known, Map<String, List<Violation>> violations) {
    List<String> lacking =
        hasFailed(known)
            ? List.of()
            : List.of("expected the call that was asked for, or call-failed");
    List<Violation> own =
        Stream.of(Optional.of(known.communicationId()), Optional.ofNullable(known.externalId()))
            .flatMap(Optional::stream)
            .flatMap(name -> violations.getOrDefault(name, List.of()).stream())
            .toList();
    return new AuditedCall(known.communicationId(), List.of(known), lacking, own);
  }

  /** Whether it also has it as the contract wants. */
  public boolean isRight() {
    return violations.isEmpty() && calls.stream().allMatch(AuditedCall::isRight);
  }
}
