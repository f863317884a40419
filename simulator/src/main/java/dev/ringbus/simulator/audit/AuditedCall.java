package dev.ringbus.simulator.audit;

import dev.ringbus.simulator.kontur.KnownCall;
import dev.ringbus.simulator.kontur.Violation;
import java.util.List;

/**
 * One call, and what the CRM makes of it.
 *
 * @param name its external id, or the communication's id of a call that never came
 * @param known as the CRM has it: one, unless it is missing or there twice
 * @param lacking what the CRM should have and does not, or has too often
 * @param violations of the contract, as far as they are about this call
 */
public record AuditedCall(
    String name, List<KnownCall> known, List<String> lacking, List<Violation> violations) {

  public AuditedCall {
    known = List.copyOf(known);
    lacking = List.copyOf(lacking);
    violations = List.copyOf(violations);
  }

  /** Whether nothing is wrong with it. */
  public boolean isRight() {
    return lacking.isEmpty() && violations.isEmpty();
  }
}
