package dev.ringbus.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.config.yaml.YamlValue.Entries;
import dev.ringbus.config.yaml.YamlValue.Items;
import dev.ringbus.config.yaml.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class YamlTreeTest {

  @Test
  void knowsLineAndPathOfEveryValue() {
    String yaml =
        """
        plans:
          acme:
            rules:
              - name: one
                then: [{goto: {branch: 1}}, {hangup: {}}]

              - name: 'two words'
            "a key": x
        """;

    assertThat(places(read(yaml).orElseThrow()))
        .containsEntry("", 0)
        .containsEntry("plans.acme.rules", 3)
        .containsEntry("plans.acme.rules[0]", 4)
        .containsEntry("plans.acme.rules[0].name", 4)
        .containsEntry("plans.acme.rules[0].then[0].goto.branch", 5)
        .containsEntry("plans.acme.rules[0].then[1].hangup", 5)
        .containsEntry("plans.acme.rules[1].name", 7)
        .containsEntry("plans.acme['a key']", 8);
  }

  @Test
  void readsScalarsByTheCoreSchema() {
    Map<String, YamlValue.ScalarType> types = new LinkedHashMap<>();
    for (String text :
        List.of(
            "yes", "true", "0306", "+7495", "1.5", "~", "''", "\"1\"", "2026-12-31", "!!str 1")) {
      types.put(text, ((Scalar) read(text).orElseThrow()).type());
    }

    assertThat(types.entrySet().stream().map(it -> it.getKey() + " is " + it.getValue()))
        .containsExactly(
            "yes is TEXT",
            "true is FLAG",
            "0306 is WHOLE_NUMBER",
            "+7495 is WHOLE_NUMBER",
            "1.5 is DECIMAL",
            "~ is NOTHING",
            "'' is TEXT",
            "\"1\" is TEXT",
            "2026-12-31 is TEXT",
            "!!str 1 is TEXT");
  }

  @Test
  void keepsTheDigitsOfNumbersAsWritten() {
    assertThat(((Scalar) read("+79161234567").orElseThrow()).text()).isEqualTo("+79161234567");
    assertThat(((Scalar) read("0306").orElseThrow()).text()).isEqualTo("0306");
  }

  @Test
  void readsCharactersOfTwoPartsWhereverTheyStand() {
    for (int before = 1_000; before < 1_050; before++) {
      String yaml = "#" + "x".repeat(before) + "\na: 😀\n";
      Entries root = (Entries) read(yaml).orElseThrow();
      assertThat(((Scalar) root.entries().getFirst().value()).text()).isEqualTo("😀");
    }
  }

  @Test
  void followsAliases() {
    Entries root = (Entries) read("a: &x [1, 2]\nb: *x\n").orElseThrow();

    assertThat(root.entries().get(1).value()).isEqualTo(root.entries().get(0).value());
  }

  @Test
  void refusesAliasesThatWouldGrowWithoutBound() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]%n".formatted(i, i, String.join(", ", tenTimes(alias))));
    }

    assertThat(fault(bomb.toString())).contains("no more than 50000 values, those of aliases");
  }

  private static List<String> tenTimes(String text) {
    return Arrays.asList(text, text, text, text, text, text, text, text, text, text);
  }

  @Test
  void refusesAnAliasOfWhatItStandsIn() {
    assertThat(fault("a: &a [*a]\n"))
        .isEqualTo("1 a[0]: expected an anchor before its alias, there" + " is no &a above");
  }

  @Test
  void refusesDeepNestingInsteadOfOverflowingTheStack() {
    assertThat(fault("[".repeat(100_000)))
        .isEqualTo("1 : expected no more than 40 levels of nesting");
    assertThat(fault("{a: ".repeat(50_000)))
        .isEqualTo("1 : expected no more than 40 levels of nesting");
    assertThat(fault("- ".repeat(50_000)))
        .isEqualTo("1 : expected no more than 40 levels of nesting");
  }

  @Test
  void reportsEachRepetitionOfAKeyAndReadsOn() {
    Faults faults = new Faults();

    Entries root = (Entries) YamlTree.read("a: 1\nb: 2\na: 3\na: 4\n", faults).orElseThrow();

    assertThat(root.entries()).extracting(YamlValue.Entry::key).containsExactly("a", "b");
    assertThat(faults.sorted())
        .containsExactly(
            new Fault(3, "a", "expected each key once, it stands in line 1 already"),
            new Fault(4, "a", "expected each key once, it stands in line 1 already"));
  }

  @Test
  void saysWhereTheTextIsNoYaml() {
    assertThat(fault("a: 1\nb: [1, 2\n")).startsWith("3 : expected YAML: ");
    assertThat(fault("a:\n\tb: 1\n"))
        .isEqualTo("2 : expected YAML: found a tab: indent with spaces");
    assertThat(fault("ы: 1\n\nb: \u0007\n"))
        .isEqualTo("3 : expected YAML: found the character U+0007, which YAML does not allow");
    assertThat(fault("a: 1\nb: \"\\UFFFFFFFF\"\n"))
        .isEqualTo("2 : expected escapes that are characters");
    assertThat(fault("%YAML 3.0\n---\na: 1\n")).contains("expected YAML: ");
  }

  @Test
  void refusesWhatNoConfigurationIs() {
    assertThat(fault("a: 1\n---\nb: 2\n"))
        .isEqualTo("2 : expected one YAML document, a second begins here");
    assertThat(fault("a: !!binary aGk=\n")).isEqualTo("1 a: expected a value without a YAML tag");
    assertThat(fault("a: !!int '1'\n")).isEqualTo("1 a: expected a value without a YAML tag");
    assertThat(fault("x:\n  ? [a]\n  : b\n")).isEqualTo("2 x: expected a text as the key");
    assertThat(fault("? ~\n: b\n")).isEqualTo("1 : expected a text as the key");
  }

  @Test
  void isEmptyWithoutAFaultWhereThereIsNothing() {
    for (String text : List.of("", "\n\n", "# a remark\n")) {
      Faults faults = new Faults();
      assertThat(YamlTree.read(text, faults)).isEmpty();
      assertThat(faults.isEmpty()).isTrue();
    }
  }

  private static Optional<YamlValue> read(String yaml) {
    Faults faults = new Faults();
    Optional<YamlValue> root = YamlTree.read(yaml, faults);
    assertThat(faults.sorted()).isEmpty();
    return root;
  }

  private static String fault(String yaml) {
    Faults faults = new Faults();
    assertThat(YamlTree.read(yaml, faults)).isEmpty();
    Fault fault = faults.sorted().getFirst();
    return fault.line() + " " + fault.path() + ": " + fault.message();
  }

  private static Map<String, Integer> places(YamlValue value) {
    Map<String, Integer> places = new LinkedHashMap<>();
    places.put(value.place().path(), value.place().line());
    List<YamlValue> inside =
        switch (value) {
          case Scalar _ -> List.of();
          case Items items -> items.values();
          case Entries entries -> {
            List<YamlValue> values = new ArrayList<>();
            entries.entries().forEach(entry -> values.add(entry.value()));
            yield values;
          }
        };
    inside.forEach(element -> places.putAll(places(element)));
    return places;
  }
}
