package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.LegProgress;
import org.jspecify.annotations.Nullable;

/** What may be told of a leg after what. */
final class LegOrder {

  private LegOrder() {}

  static boolean mayFollow(@Nullable LegProgress before, LegProgress next) {
    return switch (before) {
      case null -> next == LegProgress.APPEARED;
      case APPEARED -> next != LegProgress.APPEARED && next != LegProgress.PAUSED;
      case CONNECTED -> next != LegProgress.APPEARED && next != LegProgress.CONNECTED;
      case PAUSED -> next != LegProgress.APPEARED && next != LegProgress.PAUSED;
      case DISCONNECTED, FINISHED -> false;
    };
  }
}
