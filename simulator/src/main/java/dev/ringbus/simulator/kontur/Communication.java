package dev.ringbus.simulator.kontur;

import dev.ringbus.model.Direction;
import dev.ringbus.model.LegProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call in the CRM, and the rules about what may be told of it. Its owner locks. */
final class Communication {

  private final String id;
  private final Optional<KnownCall.Asked> asked;
  private final Violations violations;
  private final List<Notice> notices = new ArrayList<>();
  private final List<KnownCall.Attached> attached = new ArrayList<>();
  private final Map<String, LegProgress> legs = new LinkedHashMap<>();
  private @Nullable String externalId;
  private @Nullable Direction direction;
  private @Nullable String clientPhone;
  private @Nullable String vatsPhone;
  private @Nullable Registration registration;
  private int repeats;
  private State state = State.ASKED;

  private enum State {
    /** It is to be, or only its registration is known. */
    ASKED,
    STARTED,
    FINISHED
  }

  Communication(String id, Optional<KnownCall.Asked> asked, Violations violations) {
    this.id = id;
    this.asked = asked;
    this.violations = violations;
  }

  String id() {
    return id;
  }

  @Nullable String externalId() {
    return externalId;
  }

  boolean isRegistered() {
    return registration != null;
  }

  void name(String external) {
    externalId = external;
  }

  void describe(Direction way, @Nullable String client, @Nullable String vats) {
    direction = way;
    clientPhone = client;
    vatsPhone = vats;
  }

  /** A notice has come. */
  void take(Notice notice) {
    if (isRepeated(notice)) {
      repeats++;
      return;
    }
    switch (notice.operation()) {
      case CALL_STARTED -> state = State.STARTED;
      case CALL_EVENT -> {
        if (notice.leg() != null) {
          live(notice);
          move(notice.leg());
        }
      }
      case CALL_FINISHED -> {
        live(notice);
        finish();
      }
      default -> live(notice);
    }
    notices.add(notice);
  }

  /** Whoever lost an answer says it again, and may ask with call-started how a call stands. */
  private boolean isRepeated(Notice notice) {
    boolean startedAgain =
        notice.operation() == Operation.CALL_STARTED
            && (state != State.ASKED || registration != null);
    return startedAgain || notices.stream().anyMatch(notice::repeats);
  }

  private void live(Notice notice) {
    if (registration != null) {
      broken(Rule.NOTHING_AFTER_FINISHED, "expected nothing after register-call, got " + notice);
    } else if (state == State.FINISHED) {
      broken(Rule.NOTHING_AFTER_FINISHED, "expected nothing after call-finished, got " + notice);
    } else if (state == State.ASKED && notice.operation() != Operation.CALL_FAILED) {
      broken(Rule.STARTED_FIRST, "expected call-started first, got " + notice);
    }
  }

  private void move(Notice.LegNews news) {
    LegProgress before = legs.put(news.id(), news.progress());
    if (before == null) {
      if (news.progress() != LegProgress.APPEARED) {
        broken(
            Rule.LEG_BEGINS,
            "expected leg %s to begin with appeared, got %s"
                .formatted(news.id(), news.progress().wireName()));
      }
    } else if (!mayFollow(before, news.progress())) {
      broken(
          Rule.LEG_ORDER,
          "expected no %s of leg %s after %s"
              .formatted(news.progress().wireName(), news.id(), before.wireName()));
    }
  }

  private static boolean mayFollow(LegProgress before, LegProgress next) {
    return switch (before) {
      case APPEARED ->
          next == LegProgress.CONNECTED
              || next == LegProgress.DISCONNECTED
              || next == LegProgress.FINISHED;
      case CONNECTED ->
          next == LegProgress.PAUSED
              || next == LegProgress.DISCONNECTED
              || next == LegProgress.FINISHED;
      case PAUSED -> next != LegProgress.APPEARED && next != LegProgress.PAUSED;
      case DISCONNECTED -> next == LegProgress.FINISHED;
      case FINISHED -> false;
    };
  }

  private void finish() {
    if (state == State.FINISHED) {
      return;
    }
    legs.forEach((leg, last) -> {
      if (last != LegProgress.DISCONNECTED && last != LegProgress.FINISHED) {
        broken(
            Rule.LEGS_END,
            "expected leg %s to end before call-finished, it is %s"
                .formatted(leg, last.wireName()));
      }
    });
    state = State.FINISHED;
  }

  /** The call is entered into the history. */
  void register(Registration entered) {
    registration = entered;
    describe(entered.direction(), entered.clientPhone(), entered.vatsPhone());
  }

  /** A recording came by itself. */
  void attach(KnownCall.Attached recording) {
    boolean again =
        attached.stream()
            .anyMatch(known -> known.file().fileId().equals(recording.file().fileId()));
    if (again) {
      repeats++;
      return;
    }
    if (registration == null) {
      broken(
          Rule.RECORDING_AFTER_REGISTRATION,
          "expected register-call before call-recording, got none");
    } else if (recording.legId() != null
        && registration.items().stream().noneMatch(item -> item.id().equals(recording.legId()))) {
      broken(Rule.KNOWN_LEG, "expected a leg that was registered, got " + recording.legId());
    }
    attached.add(recording);
  }

  private void broken(Rule rule, String message) {
    violations.add(rule, externalId == null ? id : externalId, message);
  }

  KnownCall known() {
    return new KnownCall(
        id,
        externalId,
        direction,
        clientPhone,
        vatsPhone,
        asked,
        notices,
        repeats,
        Optional.ofNullable(registration),
        attached);
  }
}
