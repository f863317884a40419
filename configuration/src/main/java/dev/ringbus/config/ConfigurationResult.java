package dev.ringbus.config;

import dev.ringbus.config.yaml.Fault;
import dev.ringbus.model.Configuration;
import java.util.List;

/** What came of reading {@code ringbus.yaml}. */
public sealed interface ConfigurationResult {

  /**
   * A file without a fault.
   *
   * @param notices by line
   * @param accounts of all integrations, in the order of the file
   * @param workspaces of all CRMs, in the order of the file
   */
  record Valid(
      Configuration configuration,
      List<Notice> notices,
      List<Account> accounts,
      List<Workspace> workspaces)
      implements ConfigurationResult {
    public Valid {
      notices = List.copyOf(notices);
      accounts = List.copyOf(accounts);
      workspaces = List.copyOf(workspaces);
    }
  }

  /**
   * A file that changes nothing.
   *
   * @param faults at least one, by line
   */
  record Invalid(List<Fault> faults) implements ConfigurationResult {
    public Invalid {
      faults = List.copyOf(faults);
    }
  }
}
