package dev.ringbus.routing;

import dev.ringbus.model.Decision;
import dev.ringbus.routing.ask.Ask;
import dev.ringbus.routing.cel.Condition;

/** A rule that is ready to be tried. */
record PreparedRule(String name, Condition when, Action action) {

  /** What it does when it applies. */
  sealed interface Action {

    /** Decides. */
    record Then(Decision decision) implements Action {}

    /** Asks a CRM. */
    record AskFirst(Ask ask) implements Action {}

    /**
     * Nothing: this version of the service does not know the dialect that is to be asked in.
     *
     * @param why the rest of a sentence that begins with the rule's name
     */
    record Impossible(String why) implements Action {}
  }
}
