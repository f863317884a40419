package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.config.Changes.Change;
import dev.ringbus.model.Configuration;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {

  @TempDir private Path folder;

  @Test
  void tellsWhatBecomesOfEachResource() {
    Configuration from = configuration("plans: {same: {}, other: {deadline: 1s}, gone: {}}");
    Configuration to =
        configuration(
            "plans: {same: {}, other: {deadline: 2s}, new: {}}\n"
                + "calendars: {office: {open: ['Mon 09:00-18:00']}}");

    Changes changes = Changes.between(from, to);

    assertThat(changes.keys(Change.ADDED)).containsExactly("calendar/office", "plan/new");
    assertThat(changes.keys(Change.CHANGED)).containsExactly("plan/other");
    assertThat(changes.keys(Change.REMOVED)).containsExactly("plan/gone");
    assertThat(changes.keys(Change.UNCHANGED)).containsExactly("plan/same");
    assertThat(changes.isEmpty()).isFalse();
    assertThat(changes.lines())
        .containsExactly("+ calendar/office", "- plan/gone", "+ plan/new", "~ plan/other");
    assertThat(Changes.between(to, to).isEmpty()).isTrue();
    assertThat(Changes.between(Configuration.EMPTY, Configuration.EMPTY).lines()).isEmpty();
  }

  private Configuration configuration(String text) {
    return new Yaml(folder).valid(text).configuration();
  }
}
