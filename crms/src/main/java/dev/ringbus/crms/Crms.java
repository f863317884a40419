package dev.ringbus.crms;

import dev.ringbus.crm.CrmProvider;
import dev.ringbus.crm.callevent.http.CallEvents;
import dev.ringbus.crm.kontur.http.Kontur;
import java.util.List;
import java.util.Optional;

/** The CRMs that can be told of calls, one line each. */
public final class Crms {

  private static final List<CrmProvider> ALL = List.of(new Kontur(), new CallEvents());

  private Crms() {}

  /** All of them, in the order in which they are shown. */
  public static List<CrmProvider> all() {
    return ALL;
  }

  /** The CRM of that type. */
  public static Optional<CrmProvider> find(String type) {
    return ALL.stream().filter(crm -> crm.type().equals(type)).findFirst();
  }
}
