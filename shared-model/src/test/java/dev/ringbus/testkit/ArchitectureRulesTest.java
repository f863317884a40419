package dev.ringbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.ringbus.testkit.ArchitectureRules.Wall;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureRulesTest {

  private static final String ROOT = "dev.ringbus.violations";

  private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(ROOT);

  /** For each wall a class that breaks it. */
  private static final Map<String, String> FIXTURES =
      Map.ofEntries(
          Map.entry("the model depends on the JDK alone", "model.KnowsJackson"),
          Map.entry("the dialect SPI depends on the model", "dialect.KnowsJackson"),
          Map.entry("our own JSON depends on the model, the SPI and Jackson", "wire.KnowsLogging"),
          Map.entry(
              "a vendor's folder depends on the SPI and on parsers",
              "dialect.comagic.KnowsLogging"),
          Map.entry("a CRM's wire depends on the SPIs and on Jackson", "crm.kontur.KnowsReactor"),
          Map.entry(
              "a vendor's folder depends on no other vendor", "dialect.comagic.KnowsAnotherVendor"),
          Map.entry("a vendor's folder is pure", "dialect.comagic.ReadsAFile"),
          Map.entry("Kafka clients are known in the event bus alone", "embedded.KnowsKafkaClients"),
          Map.entry(
              "Kafka's other classes are known in the event bus and the embedded broker alone",
              "wire.KnowsKafka"),
          Map.entry("R2DBC is known in stores alone", "crmsync.KnowsR2dbc"),
          Map.entry("Spring Web is known where HTTP is spoken alone", "bus.KnowsSpringWeb"),
          Map.entry("ingress is known to itself and to standalone alone", "routing.KnowsIngress"),
          Map.entry("routing is known to itself and to standalone alone", "ingress.KnowsRouting"),
          Map.entry("poller is known to itself and to standalone alone", "bus.KnowsServices"),
          Map.entry("crmsync is known to itself and to standalone alone", "bus.KnowsServices"),
          Map.entry("control is known to itself and to standalone alone", "bus.KnowsServices"),
          Map.entry("nothing depends on standalone", "ingress.KnowsStandalone"),
          Map.entry("a class is named for what it is", "ingress.CallManager"),
          Map.entry("a package is named for what it holds", "ingress.util.Anything"),
          Map.entry("time, chance and waiting come from outside", "ingress.ReachesOutside"),
          Map.entry("packages have no cycles", "ingress.KnowsRouting"),
          Map.entry("every package is @NullMarked", "model.KnowsJackson"));

  @TestFactory
  Stream<DynamicTest> canFail() {
    return ArchitectureRules.walls(ROOT).stream()
        .map(wall ->
            DynamicTest.dynamicTest(
                wall.name(),
                () ->
                    assertThat(FIXTURES)
                        .containsKey(wall.name())
                        .satisfies(fixtures ->
                            assertThat(report(wall))
                                .contains(ROOT + "." + fixtures.get(wall.name())))));
  }

  @Test
  void hasNoFixtureOfAWallThatIsGone() {
    assertThat(ArchitectureRules.walls(ROOT).stream().map(Wall::name))
        .containsExactlyInAnyOrderElementsOf(FIXTURES.keySet());
  }

  @Test
  void namesEveryWayToReachOutside() {
    assertThat(report("time, chance and waiting come from outside"))
        .contains(
            "Instant.now()",
            "OffsetDateTime.now(java.time.ZoneId)",
            "Clock.systemUTC()",
            "System.currentTimeMillis()",
            "UUID.randomUUID()",
            "Thread.sleep(long)",
            "Mono.block()",
            "Flux.blockFirst()",
            "Mono.subscribe()")
        .doesNotContain("Clock)", "Consumer");
  }

  @Test
  void leavesWiringAndMainAlone() {
    String everything =
        ArchitectureRules.walls(ROOT).stream()
            .filter(wall -> !wall.name().contains("@NullMarked"))
            .map(ArchitectureRulesTest::report)
            .collect(Collectors.joining());

    assertThat(everything).doesNotContain("IngressConfiguration", "FineMain", "http.Fine");
  }

  private static String report(String name) {
    return ArchitectureRules.walls(ROOT).stream()
        .filter(wall -> wall.name().equals(name))
        .map(ArchitectureRulesTest::report)
        .collect(Collectors.joining());
  }

  private static String report(Wall wall) {
    return String.join("\n", wall.rule().evaluate(VIOLATIONS).getFailureReport().getDetails());
  }
}
