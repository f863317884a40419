package dev.ringbus.crm;

import java.util.List;

/** A CRM resource has settings that its type does not take: nothing can be sent to it. */
public final class InvalidCrm extends IllegalArgumentException {

  private final List<String> faults;

  /**
   * @param faults each with the setting's path, what was expected and what was found; never a
   *     secret
   */
  public InvalidCrm(String crm, List<String> faults) {
    super("the CRM " + crm + ": " + String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  /** All of them. */
  public List<String> faults() {
    return faults;
  }
}
