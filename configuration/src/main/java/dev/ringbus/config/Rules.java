package dev.ringbus.config;

import dev.ringbus.config.ExpressionChecker.Finding;
import dev.ringbus.config.Plans.Stated;
import dev.ringbus.config.file.AskEntry;
import dev.ringbus.config.file.DurationText;
import dev.ringbus.config.file.InstructionEntry;
import dev.ringbus.config.file.RuleEntry;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the rules of a plan: conditions, questions to CRMs, names, and whether each is reached.
 */
final class Rules {

  private final Inspection inspection;
  private final ExpressionChecker expressions;
  private final Set<String> calendars;

  /**
   * @param calendars the ids that {@code open} may be given
   */
  Rules(Inspection inspection, ExpressionChecker expressions, Set<String> calendars) {
    this.inspection = inspection;
    this.expressions = expressions;
    this.calendars = calendars;
  }

  /** The rules that have no fault. */
  List<Rule> of(List<Setting<RuleEntry>> entries, Setting<Duration> deadline) {
    List<Rule> rules = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    Optional<String> decidesAlways = Optional.empty();
    for (Setting<RuleEntry> setting : entries) {
      if (!setting.isGiven()) {
        continue;
      }
      RuleEntry entry = setting.get();
      checkName(entry, lines);
      if (decidesAlways.isPresent()) {
        inspection.fault(
            setting.place(),
            "expected a rule that is reached, but " + decidesAlways.get() + " always decides");
      }
      if (appliesAlways(entry) && entry.then().isWritten() && decidesAlways.isEmpty()) {
        decidesAlways = Optional.of(described(entry));
      }
      rule(entry, deadline).ifPresent(rules::add);
    }
    return rules;
  }

  private void checkName(RuleEntry entry, Map<String, Integer> lines) {
    entry
        .name()
        .ifGiven(name -> {
          Integer line = lines.putIfAbsent(name, entry.name().place().line());
          if (line != null) {
            inspection.fault(
                entry.name().place(),
                "expected a name of its own, the rule in line " + line + " has it already");
          }
        });
  }

  private static String described(RuleEntry entry) {
    return entry
        .name()
        .value()
        .map(name -> "the rule " + name)
        .orElse("the rule in line " + entry.name().place().line());
  }

  /** Checks the condition, too. */
  private boolean appliesAlways(RuleEntry entry) {
    if (!entry.when().isWritten()) {
      return true;
    }
    return entry
        .when()
        .value()
        .map(condition ->
            switch (expressions.check(condition, calendars)) {
              case Finding.AlwaysTrue() -> true;
              case Finding.Depends() -> false;
              case Finding.AlwaysFalse() -> {
                inspection.fault(
                    entry.when().place(),
                    "expected a condition that can be true, this one is always false");
                yield false;
              }
              case Finding.Wrong wrong -> {
                inspection.fault(entry.when().place(), located(wrong));
                yield false;
              }
            })
        .orElse(false);
  }

  private static String located(Finding.Wrong wrong) {
    return wrong.message()
        + (wrong.line() > 1 ? " (line " + wrong.line() + ", column " : " (column ")
        + wrong.column()
        + " of the condition)";
  }

  private Optional<Rule> rule(RuleEntry entry, Setting<Duration> deadline) {
    Optional<Rule.Action> then = decision(entry.then()).map(Rule.Then::new);
    Optional<Rule.Action> ask = entry.ask().value().flatMap(it -> ask(it, entry.within()));
    checkWithin(entry.within(), deadline);
    return then.or(() -> ask)
        .flatMap(action ->
            entry.name().value().map(name -> new Rule(name, entry.when().orNull(), action)));
  }

  private void checkWithin(Setting<Duration> within, Setting<Duration> deadline) {
    if (within.isGiven() && deadline.isGiven() && within.get().compareTo(deadline.get()) >= 0) {
      inspection.fault(
          within.place(),
          "expected less than the plan's deadline of "
              + DurationText.write(deadline.get())
              + ", found "
              + DurationText.write(within.get()));
    }
  }

  private Optional<Rule.Action> ask(AskEntry ask, Setting<Duration> within) {
    ask.password().ifGiven(ref -> inspection.secret(ref, ask.password().place()));
    if (!ask.http().isGiven()
        || !ask.dialect().isGiven()
        || !ask.method().isGiven()
        || !within.isGiven()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule.AskHttp(
            ask.http().get(),
            ask.dialect().get().platform(),
            ask.method().get(),
            ask.user().orNull(),
            ask.password().orNull(),
            within.get()));
  }

  /** What the rules decide by themselves. */
  List<Stated> stated(List<Setting<RuleEntry>> entries) {
    List<Stated> stated = new ArrayList<>();
    for (Setting<RuleEntry> setting : entries) {
      setting.ifGiven(entry ->
          decision(entry.then())
              .ifPresent(decision ->
                  stated.add(new Stated(described(entry), entry.then().place(), decision))));
    }
    return stated;
  }

  /** The decision, if it is given and no instruction in it has a fault. */
  static Optional<Decision> decision(Setting<List<Setting<InstructionEntry>>> instructions) {
    return instructions
        .value()
        .filter(list -> list.stream().allMatch(Setting::isGiven))
        .map(list ->
            new Decision(list.stream().map(setting -> setting.get().toInstruction()).toList()));
  }
}
