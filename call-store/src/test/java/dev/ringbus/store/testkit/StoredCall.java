package dev.ringbus.store.testkit;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallState;
import dev.ringbus.store.UploadedFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call in memory, or the key of one that never came to be. */
final class StoredCall {

  final CallKey key;
  final List<CallEvent> events = new ArrayList<>();

  /** By workspace. */
  final Map<String, String> communicationIds = new HashMap<>();

  /** By workspace and url. */
  final Map<String, Map<String, UploadedFile>> files = new HashMap<>();

  @Nullable Call call;
  @Nullable Instant closeAt;
  Instant changedAt;

  StoredCall(CallKey key, Instant now) {
    this.key = key;
    this.changedAt = now;
  }

  boolean isOver() {
    return call == null || call.state() == CallState.ENDED;
  }

  Map<String, UploadedFile> files(String crm) {
    return files.computeIfAbsent(crm, _ -> new LinkedHashMap<>());
  }
}
