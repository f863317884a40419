package dev.ringbus.config;

import dev.ringbus.config.Plans.Asked;
import dev.ringbus.config.Plans.Named;
import dev.ringbus.config.Plans.Stated;
import dev.ringbus.config.file.AskEntry;
import dev.ringbus.config.file.CrmEntry;
import dev.ringbus.config.file.DurationText;
import dev.ringbus.config.file.InstructionEntry;
import dev.ringbus.config.file.RuleEntry;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Rule;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks the rules of a plan: names, conditions, questions to CRMs, and whether each is reached.
 */
final class Rules {

  private final Inspection inspection;
  private final Conditions conditions;
  private final Map<String, Setting<CrmEntry>> crms;

  /**
   * @param crms the workspaces that a question may go to, those of another type too
   */
  Rules(Inspection inspection, Conditions conditions, Map<String, Setting<CrmEntry>> crms) {
    this.inspection = inspection;
    this.conditions = conditions;
    this.crms = crms;
  }

  /** The rules, those with a fault apart. */
  List<Rule> of(List<Setting<RuleEntry>> settings, Setting<Duration> deadline) {
    checkNames(settings);
    checkReached(settings);
    return given(settings).flatMap(entry -> rule(entry, deadline).stream()).toList();
  }

  /** What the rules decide by themselves. */
  List<Stated> stated(List<Setting<RuleEntry>> settings) {
    return given(settings)
        .flatMap(entry ->
            decision(entry.then())
                .map(decision -> new Stated(described(entry), entry.then().place(), decision))
                .stream())
        .toList();
  }

  /** The rules by their names, whatever they do. */
  List<Named> named(List<Setting<RuleEntry>> settings) {
    return settings.stream()
        .flatMap(setting ->
            setting.value().stream().map(entry -> new Named(described(entry), setting.place())))
        .toList();
  }

  /** What may come of the rules that ask a workspace: a forward to one of its users. */
  List<Asked> asked(List<Setting<RuleEntry>> settings) {
    return given(settings)
        .flatMap(entry ->
            entry.ask().value().stream()
                .filter(ask -> ask.crm().isGiven())
                .map(ask ->
                    new Asked(described(entry), ask.crm().place(), forwards(ask.crm().get()))))
        .toList();
  }

  private List<Decision> forwards(String crm) {
    return Optional.ofNullable(crms.get(crm)).flatMap(Setting::value).stream()
        .filter(CrmEntry.Kontur.class::isInstance)
        .flatMap(entry -> ((CrmEntry.Kontur) entry).users().value().stream())
        .flatMap(users -> users.values().stream())
        .flatMap(number -> Optional.ofNullable(PhoneNumber.read(number.orNull())).stream())
        .distinct()
        .map(Rules::forward)
        .toList();
  }

  private static Decision forward(PhoneNumber to) {
    Destination as = to.isInternational() ? Destination.NUMBER : Destination.EXTENSION;
    return Decision.of(new Forward(List.of(to.value()), as, false, null, true, false));
  }

  private static Stream<RuleEntry> given(List<Setting<RuleEntry>> settings) {
    return settings.stream().flatMap(setting -> setting.value().stream());
  }

  private static String described(RuleEntry entry) {
    return entry
        .name()
        .value()
        .map(name -> "the rule " + name)
        .orElse("the rule in line " + entry.name().place().line());
  }

  private void checkNames(List<Setting<RuleEntry>> settings) {
    Map<String, Integer> lines = new HashMap<>();
    given(settings)
        .map(RuleEntry::name)
        .filter(Setting::isGiven)
        .forEach(name -> {
          Integer line = lines.putIfAbsent(name.get(), name.place().line());
          if (line != null) {
            inspection.fault(
                name.place(),
                "expected a name of its own, the rule in line " + line + " has it already");
          }
        });
  }

  /** Checks the conditions, too. */
  private void checkReached(List<Setting<RuleEntry>> settings) {
    String decided = null;
    for (Setting<RuleEntry> setting : settings) {
      if (!setting.isGiven()) {
        continue;
      }
      RuleEntry entry = setting.get();
      boolean decides = conditions.applyAlways(entry.when()) && entry.then().isWritten();
      if (decided != null) {
        inspection.fault(
            setting.place(),
            "expected a rule that is reached, but %s decides always: give that one a when"
                .formatted(decided));
      } else if (decides) {
        decided = described(entry);
      }
    }
  }

  private Optional<Rule> rule(RuleEntry entry, Setting<Duration> deadline) {
    checkWithin(entry.within(), deadline);
    Optional<Rule.Action> ask = entry.ask().value().flatMap(it -> ask(it, entry.within()));
    return decision(entry.then())
        .<Rule.Action>map(Rule.Then::new)
        .or(() -> ask)
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
    return ask.crm().isWritten() ? askCrm(ask.crm(), within) : askHttp(ask, within);
  }

  private Optional<Rule.Action> askCrm(Setting<String> crm, Setting<Duration> within) {
    inspection.reference(crm, "a CRM", crms.keySet());
    crm.value()
        .flatMap(id -> Optional.ofNullable(crms.get(id)))
        .flatMap(Setting::value)
        .ifPresent(entry -> checkAnswers(crm, entry));
    return crm.isGiven() && within.isGiven()
        ? Optional.of(new Rule.AskCrm(crm.get(), within.get()))
        : Optional.empty();
  }

  private void checkAnswers(Setting<String> crm, CrmEntry entry) {
    switch (entry) {
      case CrmEntry.Kontur kontur -> {
        if (!kontur.users().isWritten()) {
          inspection.notice(
              crm.place(), "yields nothing, " + crm.get() + " has no users with their numbers");
        }
      }
      // It may yield anything that MTS knows.
      case CrmEntry.CallEvent _ -> {}
    }
  }

  private Optional<Rule.Action> askHttp(AskEntry ask, Setting<Duration> within) {
    ask.password().ifGiven(ref -> inspection.secret(ref, ask.password().place()));
    if (!Stream.of(ask.http(), ask.dialect(), ask.method(), within).allMatch(Setting::isGiven)) {
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

  /** The decision, if it is given and no instruction in it has a fault. */
  static Optional<Decision> decision(Setting<List<Setting<InstructionEntry>>> instructions) {
    return instructions
        .value()
        .filter(list -> list.stream().allMatch(Setting::isGiven))
        .map(list ->
            new Decision(list.stream().map(setting -> setting.get().toInstruction()).toList()));
  }
}
