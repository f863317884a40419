package dev.ringbus.simulator;

import dev.ringbus.simulator.exchange.Figures;
import dev.ringbus.simulator.load.LoadFigures;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * What came of a simulation.
 *
 * @param platforms one each, in the order of the integrations
 * @param load how the load went, if it was one
 */
public record SimulationSummary(long seed, List<Figures> platforms, Optional<LoadFigures> load) {

  public SimulationSummary {
    platforms = List.copyOf(platforms);
  }

  /** What it comes to. */
  public enum Conclusion {
    /** Every request was answered, and every answer was one that its vendor takes. */
    ALL_VALID,
    /** At least one answer was none that its vendor takes. */
    SOME_INVALID,
    /** Every answer was valid, but some requests had none, or were never sent. */
    SOME_UNANSWERED,
    /** Nothing was sent. */
    NOTHING_SENT
  }

  public Conclusion conclusion() {
    if (platforms.stream().allMatch(figures -> figures.sent() == 0)) {
      return Conclusion.NOTHING_SENT;
    }
    if (platforms.stream().anyMatch(figures -> isInvalid(figures))) {
      return Conclusion.SOME_INVALID;
    }
    boolean lacking =
        platforms.stream().anyMatch(figures -> figures.valid() + figures.lost() < figures.sent())
            || load.filter(figures -> figures.unsent() > 0).isPresent();
    return lacking ? Conclusion.SOME_UNANSWERED : Conclusion.ALL_VALID;
  }

  private static boolean isInvalid(Figures figures) {
    return figures.invalid().count() > 0 || figures.curtailed().count() > 0;
  }

  /** Prints it for people. */
  public void print(PrintWriter out) {
    SummaryText.lines(this).forEach(out::println);
    out.flush();
  }
}
