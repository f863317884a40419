package dev.ringbus.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final List<String> KNOWN = List.of("deadline", "rules", "otherwise");

  @Test
  void findsWhatWasMistyped() {
    assertThat(Nearest.to("rule", KNOWN)).contains("rules");
    assertThat(Nearest.to("Deadlin", KNOWN)).contains("deadline");
    assertThat(Nearest.to("otehrwise", KNOWN)).contains("otherwise");
  }

  @Test
  void namesAllWhereNothingIsNear() {
    assertThat(Nearest.hint("timeout", KNOWN)).isEqualTo("; known are deadline, otherwise, rules");
    assertThat(Nearest.hint("x".repeat(100_000), KNOWN)).startsWith("; known are");
    assertThat(Nearest.hint("x", List.of())).isEqualTo("; there is none in this file");
  }
}
