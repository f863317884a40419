package dev.ringbus.store.testkit;

import static dev.ringbus.store.testkit.Samples.NOW;
import static dev.ringbus.store.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.InstructionOutcome.Asked;
import dev.ringbus.model.InstructionOutcome.Outcome;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.store.Inquiries.Page;
import dev.ringbus.store.Inquiries.PageRequest;
import dev.ringbus.store.InstructionHistory;
import dev.ringbus.store.InstructionState;
import dev.ringbus.store.UnknownPage;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link dev.ringbus.store.InstructionStates} must do. */
public abstract class InstructionStatesContract extends StoreUnderTest {

  private static final OffsetDateTime TIME = NOW.atOffset(ZoneOffset.ofHours(3));

  private static Instruct instruct(String id, CallKey call) {
    return new Instruct(
        id, TIME, call, Forward.toNumbers("+74951234567"), "api", TIME.plusSeconds(60), 2);
  }

  private static InstructionOutcome outcome(String id, Outcome outcome, int second) {
    return outcome(id, key("1"), outcome, second, null);
  }

  private static InstructionOutcome outcome(
      String id, CallKey call, Outcome outcome, int second, @Nullable String reason) {
    return new InstructionOutcome(
        id + "/" + outcome.wireName(),
        id,
        call.integration(),
        call.callId(),
        outcome,
        reason,
        TIME.plusSeconds(second));
  }

  private void became(InstructionOutcome... outcomes) {
    done(store().instructions().became(List.of(outcomes)));
  }

  private InstructionHistory find(String id) {
    return now(store().instructions().find(id)).orElseThrow();
  }

  private Page<InstructionHistory> page(String call, int size, @Nullable String after) {
    return now(store().instructions().of(key(call), new PageRequest(size, after)));
  }

  private List<String> ids(String call) {
    return page(call, 100, null).items().stream().map(InstructionHistory::id).toList();
  }

  @Test
  void knowsWhatWasRequested() {
    done(store().instructions().requested(instruct("a", key("1"))));

    InstructionHistory found = find("a");
    assertThat(found.call()).isEqualTo(key("1"));
    assertThat(found.state()).isEqualTo(InstructionState.REQUESTED);
    assertThat(found.asked())
        .isEqualTo(
            new Asked(Forward.toNumbers("+74951234567"), "api", TIME, TIME.plusSeconds(60), 2));
    assertThat(found.outcomes()).isEmpty();
    assertThat(now(store().instructions().find("b"))).isEmpty();
  }

  @Test
  void keepsEveryStepOnce() {
    done(store().instructions().requested(instruct("a", key("1"))));
    InstructionOutcome accepted = outcome("a", Outcome.ACCEPTED, 1);
    InstructionOutcome offered = outcome("a", Outcome.OFFERED, 2);
    became(accepted, accepted);
    became(offered);
    became(accepted, offered);

    assertThat(find("a").outcomes()).containsExactly(accepted, offered);
    assertThat(find("a").state()).isEqualTo(InstructionState.OFFERED);
  }

  @Test
  void hearsOfAnInstructionFromItsOutcomeFirst() {
    became(outcome("a", Outcome.OFFERED, 2));
    assertThat(find("a").asked()).isNull();

    done(store().instructions().requested(instruct("a", key("1"))));
    assertThat(find("a").asked().source()).isEqualTo("api");
    assertThat(find("a").state()).isEqualTo(InstructionState.OFFERED);
  }

  @Test
  void knowsFromTheFirstOutcomeWhatACrmHasAsked() {
    WaitingInstruction hangup =
        new WaitingInstruction(
            "button",
            key("1").integration(),
            key("1").callId(),
            new Hangup(),
            "crm/acme",
            TIME,
            TIME.plusSeconds(60));
    became(
        outcome("button", Outcome.OFFERED, 3),
        outcome("button", Outcome.ACCEPTED, 1).of(hangup),
        outcome("button", Outcome.DELIVERED, 4));

    assertThat(find("button").asked())
        .isEqualTo(new Asked(new Hangup(), "crm/acme", TIME, TIME.plusSeconds(60), null));
    assertThat(find("button").state()).isEqualTo(InstructionState.DELIVERED);
  }

  @Test
  void knowsThatAnInstructionHasMoreTimeWhenItWasHeld() {
    done(store().instructions().requested(instruct("a", key("1"))));
    WaitingInstruction later =
        new WaitingInstruction(
            "a",
            key("1").integration(),
            key("1").callId(),
            new Hangup(),
            "api",
            TIME,
            TIME.plusSeconds(90));
    became(
        outcome("a", Outcome.ACCEPTED, 2).of(later),
        new InstructionOutcome(
                "a/released",
                "a",
                key("1").integration(),
                key("1").callId(),
                Outcome.ACCEPTED,
                "its PBX polls again",
                TIME.plusSeconds(30))
            .of(later));

    assertThat(find("a").expiresAt()).contains(TIME.plusSeconds(90));
    assertThat(find("a").decisive().orElseThrow().reason()).isEqualTo("its PBX polls again");
    assertThat(find("a").asked().expiresAt()).isEqualTo(TIME.plusSeconds(60));
  }

  @Test
  void keepsWhatWasAskedFirst() {
    done(store().instructions().requested(instruct("a", key("1"))));
    Instruct again =
        new Instruct("a", TIME, key("1"), new Hangup(), "api", TIME.plusSeconds(1), null);
    done(store().instructions().requested(again));

    assertThat(find("a").asked().offerAgainAfter()).isEqualTo(2);
  }

  @Test
  void showsTheNewestByMeaningInWhateverOrderItComes() {
    List<List<Outcome>> stories =
        List.of(
            List.of(Outcome.ACCEPTED, Outcome.OFFERED, Outcome.DELIVERED),
            List.of(Outcome.ACCEPTED, Outcome.OFFERED),
            List.of(Outcome.ACCEPTED, Outcome.EXPIRED),
            List.of(Outcome.ACCEPTED, Outcome.OFFERED, Outcome.WITHDRAWN),
            List.of(Outcome.ACCEPTED, Outcome.WITHDRAWN, Outcome.OFFERED),
            List.of(Outcome.ACCEPTED, Outcome.WITHDRAWN, Outcome.DELIVERED),
            List.of(Outcome.REJECTED));
    long seed = Long.getLong("ringbus.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < stories.size(); i++) {
      List<InstructionOutcome> told = new ArrayList<>();
      for (Outcome outcome : stories.get(i)) {
        told.add(outcome("story-" + i, outcome, told.size()));
      }
      Collections.shuffle(told, random);
      told.forEach(this::became);
      assertThat(find("story-" + i).state())
          .as("seed %d: %s", seed, stories.get(i))
          .isEqualTo(InstructionState.of(stories.get(i).getLast()));
    }
  }

  @Test
  void anAcceptanceThatIsDatedLaterIsNotTheLastWord() {
    became(outcome("a", Outcome.OFFERED, 1), outcome("a", Outcome.ACCEPTED, 2));

    assertThat(find("a").state()).isEqualTo(InstructionState.OFFERED);
  }

  @Test
  void listsThoseOfACallTheLatestFirst() {
    done(store().instructions().requested(instruct("z", key("1"))));
    became(outcome("c", key("1"), Outcome.ACCEPTED, 1, null), outcome("b", Outcome.REJECTED, 2));
    done(store().instructions().requested(instruct("other", key("2"))));
    became(outcome("z", Outcome.ACCEPTED, 5));

    assertThat(ids("1")).containsExactly("b", "c", "z");
    assertThat(ids("2")).containsExactly("other");
    assertThat(ids("3")).isEmpty();

    Page<InstructionHistory> first = page("1", 2, null);
    assertThat(first.items()).hasSize(2);
    Page<InstructionHistory> second = page("1", 2, first.next());
    assertThat(second.items()).extracting(InstructionHistory::id).containsExactly("z");
    assertThat(second.next()).isNull();
    assertThatThrownBy(() -> page("1", 2, "elsewhere")).isInstanceOf(UnknownPage.class);
  }

  @Test
  void takesWhateverIdsVendorsAndCrmsHave() {
    CallKey call = key("3584705175:5205/dc5c \0 \uD800 Ж \\u0000");
    String id = "crm/é\0\uDC00".repeat(1000);
    became(outcome(id, call, Outcome.REJECTED, 1, "no such \0 call"));

    assertThat(find(id).call()).isEqualTo(call);
    assertThat(find(id).id()).isEqualTo(id);
    assertThat(find(id).outcomes().getFirst().reason()).isEqualTo("no such \0 call");
    assertThat(now(store().instructions().of(call, new PageRequest(5, null))).items()).hasSize(1);
  }

  @Test
  void forgetsWithCalls() {
    done(store().instructions().requested(instruct("a", key("1"))));
    became(outcome("b", Outcome.REJECTED, 1), outcome("c", Outcome.REJECTED, 1));

    assertThat(now(store().calls().forget(NOW.plus(Duration.ofDays(29)), 2))).isZero();
    assertThat(ids("1")).hasSize(3);
    assertThat(now(store().calls().forget(NOW.plus(Duration.ofDays(31)), 2))).isEqualTo(2);
    assertThat(now(store().calls().forget(NOW.plus(Duration.ofDays(31)), 2))).isEqualTo(1);
    assertThat(ids("1")).isEmpty();
  }
}
