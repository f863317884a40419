package dev.ringbus.crmsync.assembly;

import dev.ringbus.crmsync.work.Payload.LegChanged;
import dev.ringbus.model.Call;
import dev.ringbus.model.Leg;
import dev.ringbus.model.Leg.LegChange;
import dev.ringbus.model.LegProgress;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be told of legs while a call lives. Events come out of order, and a later one
 * can change what an earlier one seemed to mean; yet a CRM must not be told of steps backwards, nor
 * of a leg that has ended, nor be left with a leg that never was.
 */
final class LegNotices {

  private final Predicate<LegNotice> isPlanned;

  LegNotices(Predicate<LegNotice> isPlanned) {
    this.isPlanned = isPlanned;
  }

  /**
   * A step of a leg.
   *
   * @param time which of its kind it is, from 1: a leg is connected again after a pause
   */
  record LegNotice(LegChanged change, int time) {

    OffsetDateTime at() {
      return change.at();
    }
  }

  /**
   * Those to come, leg by leg.
   *
   * @param before the call as it was, with legs that have turned out to be others
   */
  Stream<LegNotice> of(Call call, @Nullable Call before) {
    Stream<LegNotice> undone =
        before == null
            ? Stream.empty()
            : before.legs().stream()
                .filter(leg -> call.leg(leg.id()).isEmpty())
                .flatMap(leg -> takenBack(leg).stream());
    return Stream.concat(undone, call.legs().stream().flatMap(leg -> toCome(leg).stream()));
  }

  private List<LegNotice> toCome(Leg leg) {
    return isOver(leg) ? List.of() : steps(leg).stream().filter(isPlanned.negate()).toList();
  }

  private Optional<LegNotice> takenBack(Leg leg) {
    if (isOver(leg) || !isPlanned.test(first(leg, LegProgress.APPEARED))) {
      return Optional.empty();
    }
    LegChange last = leg.changes().getLast();
    List<LegChange> changes = new ArrayList<>(leg.changes());
    changes.add(new LegChange(LegProgress.DISCONNECTED, last.at()));
    Leg ended = new Leg(leg.id(), leg.from(), leg.to(), changes, leg.outcome(), leg.endedBy());
    return Optional.of(first(ended, LegProgress.DISCONNECTED));
  }

  private boolean isOver(Leg leg) {
    return isPlanned.test(first(leg, LegProgress.DISCONNECTED))
        || isPlanned.test(first(leg, LegProgress.FINISHED));
  }

  /** The first step of this kind, as far as its name goes. */
  private static LegNotice first(Leg leg, LegProgress progress) {
    return new LegNotice(new LegChanged(leg, progress, leg.changes().getLast().at()), 1);
  }

  private static List<LegNotice> steps(Leg leg) {
    List<LegNotice> steps = new ArrayList<>();
    Map<LegProgress, Integer> times = new EnumMap<>(LegProgress.class);
    List<LegChange> changes = leg.changes();
    for (int i = 0; i < changes.size(); i++) {
      LegChange change = changes.get(i);
      Leg then = asItWas(leg, changes.subList(0, i + 1));
      steps.add(
          new LegNotice(
              new LegChanged(then, change.progress(), change.at()),
              times.merge(change.progress(), 1, Integer::sum)));
    }
    return steps;
  }

  private static Leg asItWas(Leg leg, List<LegChange> until) {
    boolean isNow = until.size() == leg.changes().size();
    return new Leg(
        leg.id(),
        leg.from(),
        leg.to(),
        until,
        isNow ? leg.outcome() : null,
        isNow ? leg.endedBy() : null);
  }
}
