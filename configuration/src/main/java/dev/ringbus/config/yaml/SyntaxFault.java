package dev.ringbus.config.yaml;

import java.util.Objects;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What the YAML engine says of a text that is no YAML, as a fault of ours. */
record SyntaxFault(int line, String problem) {

  static SyntaxFault of(YamlEngineException e, String yaml) {
    return switch (e) {
      case MarkedYamlEngineException marked ->
          new SyntaxFault(
              marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0), problem(marked));
      case ReaderException unreadable ->
          new SyntaxFault(
              lineAt(unreadable.getPosition(), yaml),
              "found the character U+%04X, which YAML does not allow"
                  .formatted(unreadable.getCodePoint()));
      default -> new SyntaxFault(0, Objects.requireNonNullElse(e.getMessage(), ""));
    };
  }

  private static String problem(MarkedYamlEngineException e) {
    String problem = Objects.requireNonNullElse(e.getProblem(), "");
    if (problem.contains("TAB")) {
      return "found a tab: indent with spaces";
    }
    String context = e.getContext();
    return context == null ? problem : context + ", " + problem;
  }

  /** The position is in code points, of which line ends are one each. */
  private static int lineAt(int position, String yaml) {
    return 1 + (int) yaml.codePoints().limit(position).filter(point -> point == '\n').count();
  }

  void report(Faults faults) {
    faults.add(new Place(line, ""), "expected YAML: " + problem);
  }
}
