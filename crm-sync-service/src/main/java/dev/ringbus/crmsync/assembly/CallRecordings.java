package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Recording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of a call, each with the leg that it is of. A PBX that records whole calls does
 * not say of which: then it is the last that was answered.
 */
final class CallRecordings {

  private final List<LegDraft> legs;

  CallRecordings(List<LegDraft> legs) {
    this.legs = legs;
  }

  List<Recording> of(List<CallEvent> inOrder) {
    Map<String, Recording> byUrl = new LinkedHashMap<>();
    for (CallEvent event : inOrder) {
      String url = event.recordingUrl();
      // A voice message has a url as well, but it is not of a conversation.
      if (url != null && !url.isBlank() && event.type() != CallEventType.VENDOR_OTHER) {
        byUrl.putIfAbsent(url, new Recording(url, legId(event.agent())));
      }
    }
    return List.copyOf(byUrl.values());
  }

  private @Nullable String legId(@Nullable PhoneNumber employee) {
    return last(employee, true)
        .or(() -> last(null, true))
        .or(() -> last(null, false))
        .map(LegDraft::id)
        .orElse(null);
  }

  private Optional<LegDraft> last(@Nullable PhoneNumber employee, boolean answered) {
    return legs.reversed().stream()
        .filter(leg -> employee == null || employee.equals(leg.employee()))
        .filter(leg -> !answered || leg.wasAnswered())
        .findFirst();
  }
}
