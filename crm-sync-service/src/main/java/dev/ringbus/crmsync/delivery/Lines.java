package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The connection to a workspace, and those that were replaced while something was under way. */
final class Lines {

  private CrmConnection current;
  private final List<CrmConnection> former = new ArrayList<>();

  Lines(CrmConnection first) {
    current = first;
  }

  CrmConnection current() {
    return current;
  }

  void replace(CrmConnection next) {
    former.add(current);
    current = next;
  }

  /** Closes those that have been replaced and that nothing uses any more. */
  void closeFormer(Predicate<CrmConnection> used) {
    if (former.isEmpty()) {
      return;
    }
    List<CrmConnection> unused = former.stream().filter(used.negate()).toList();
    former.removeAll(unused);
    unused.forEach(CrmConnection::close);
  }

  void close() {
    former.forEach(CrmConnection::close);
    former.clear();
    current.close();
  }
}
