package dev.ringbus.simulator.mts;

import dev.ringbus.dialect.Answer;
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.Heard;
import dev.ringbus.simulator.pbx.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The two tests that the platform makes when its settings are saved; both must succeed. */
final class Activation implements Call {

  private final Deque<Step.Send> tests;
  private Optional<String> failed = Optional.empty();

  Activation(List<Step.Send> tests) {
    this.tests = new ArrayDeque<>(tests);
  }

  @Override
  public Step next() {
    if (failed.isPresent()) {
      return new Step.GivenUp("not activated: " + failed.get());
    }
    Step.Send test = tests.pollFirst();
    return test == null ? new Step.Finished("activated") : test;
  }

  @Override
  public void hear(Step.Send sent, Heard heard) {
    String test = sent.request().method() + " " + sent.request().path();
    switch (heard) {
      case Heard.Silence() -> failed = Optional.of(test + " was not answered");
      case Heard.Answered(int status, Answer _) when status != 200 ->
          failed = Optional.of(test + " was answered with status " + status);
      case Heard.Answered(int _, Answer.Malformed _) ->
          failed = Optional.of(test + " was not answered with JSON");
      case Heard.Answered _ -> {}
    }
  }
}
