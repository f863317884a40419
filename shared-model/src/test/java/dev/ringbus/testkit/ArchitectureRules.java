package dev.ringbus.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The walls between packages. They are written for any root, so that a fixture which violates each
 * of them can prove that it is able to fail: a rule about a package that does not exist never does.
 */
public final class ArchitectureRules {

  private static final List<String> SERVICES =
      List.of("ingress", "routing", "poller", "crmsync", "control");

  private static final String[] JACKSON = {"tools.jackson..", "com.fasterxml.jackson.annotation.."};

  private static final String FORBIDDEN_NAME = ".*(Impl|Utils?|Helper|Manager|Dto)";

  private static final List<String> FORBIDDEN_PACKAGES =
      List.of("util", "common", "helper", "impl", "dto", "misc");

  private final String root;

  private ArchitectureRules(String root) {
    this.root = root;
  }

  /** A rule and what to call it. */
  public record Wall(String name, ArchRule rule) {}

  /** The walls of the project. */
  public static List<Wall> walls() {
    return walls("dev.ringbus");
  }

  static List<Wall> walls(String root) {
    return new ArchitectureRules(root).all();
  }

  private List<Wall> all() {
    List<Wall> walls = new ArrayList<>();
    walls.add(wall("the model depends on the JDK alone", onlyDepends(in(".model.."))));
    walls.add(
        wall("the dialect SPI depends on the model", onlyDepends(in(".dialect"), in(".model.."))));
    walls.add(
        wall(
            "our own JSON depends on the model, the SPI and Jackson",
            onlyDepends(in(".wire.."), in(".model.."), in(".dialect"), JACKSON)));
    walls.add(wall("a vendor's folder depends on the SPI and on parsers", vendorDepends()));
    walls.add(
        wall(
            "a CRM's wire depends on the SPIs and on Jackson",
            onlyDepends(
                in(".crm.*"), in(".crm"), in(".model.."), in(".dialect"), in(".wire.."), JACKSON)));
    walls.add(wall("a vendor's folder depends on no other vendor", vendorsApart()));
    walls.add(wall("a vendor's folder is pure", vendorIsPure()));
    walls.add(
        wall(
            "Kafka clients are known in the event bus alone",
            known(
                in(".bus.."),
                "org.apache.kafka.clients..",
                "org.springframework.kafka..",
                "reactor.kafka..")));
    walls.add(
        wall(
            "Kafka's other classes are known in the event bus and the embedded broker alone",
            knownIn(
                new String[] {root + ".bus..", root + ".embedded.."},
                "org.apache.kafka..",
                "kafka..")));
    walls.add(
        wall(
            "R2DBC is known in stores alone",
            known(
                "..store..",
                "io.r2dbc..",
                "org.springframework.r2dbc..",
                "org.springframework.data.r2dbc..")));
    walls.add(
        wall(
            "Spring Web is known where HTTP is spoken alone",
            knownIn(
                new String[] {
                  "..http..", "..ask..", "..loop..", root + ".crm.*..", root + ".crmsync.*.."
                },
                "org.springframework.web..",
                "org.springframework.http..")));
    SERVICES.forEach(service ->
        walls.add(
            wall(
                service + " is known to itself and to standalone alone",
                noClasses()
                    .that()
                    .resideOutsideOfPackages(in("." + service + ".."), in(".standalone.."))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(in("." + service + "..")))));
    walls.add(
        wall(
            "nothing depends on standalone",
            noClasses()
                .that()
                .resideOutsideOfPackage(in(".standalone.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in(".standalone.."))));
    walls.add(wall("a class is named for what it is", classesAreNamed()));
    walls.add(wall("a package is named for what it holds", packagesAreNamed()));
    walls.add(wall("time, chance and waiting come from outside", ForbiddenCalls.rule()));
    walls.add(
        wall("packages have no cycles", slices().matching(in(".(**)")).should().beFreeOfCycles()));
    walls.add(wall("every package is @NullMarked", classes().should(beNullMarked())));
    return List.copyOf(walls);
  }

  private static Wall wall(String name, ArchRule rule) {
    return new Wall(name, rule.allowEmptyShould(true));
  }

  private String in(String packages) {
    return root + packages;
  }

  private static ArchRule onlyDepends(String packages, Object... others) {
    List<String> allowed = new ArrayList<>(List.of(packages, "java..", "org.jspecify.."));
    for (Object other : others) {
      if (other instanceof String[] several) {
        allowed.addAll(List.of(several));
      } else {
        allowed.add((String) other);
      }
    }
    return classes()
        .that()
        .resideInAPackage(packages)
        .should()
        .onlyDependOnClassesThat(inAny(allowed.toArray(String[]::new)));
  }

  private ArchRule vendorDepends() {
    List<String> allowed =
        new ArrayList<>(
            List.of(
                in(".dialect.."),
                in(".model.."),
                "java..",
                "javax.xml..",
                "javax.crypto..",
                "org.jspecify.."));
    allowed.addAll(List.of(JACKSON));
    return classes()
        .that()
        .resideInAPackage(in(".dialect.*.."))
        .should()
        .onlyDependOnClassesThat(inAny(allowed.toArray(String[]::new)));
  }

  /** A CRM that was made for MTS speaks MTS's wire, which is not written twice. */
  private ArchRule vendorsApart() {
    return slices()
        .matching(in(".(dialect|crm).(*).."))
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            resideInAPackage(in(".crm.callevent.http")), resideInAPackage(in(".dialect.mts")));
  }

  private ArchRule vendorIsPure() {
    return noClasses()
        .that()
        .resideInAnyPackage(in(".dialect.."), in(".crm.*"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.net.http..",
                    "java.nio.file..",
                    "java.util.concurrent..",
                    "java.util.logging..")
                .or(
                    named(
                        "java.io.File", "java.lang.Thread", "java.time.Clock", "java.util.Random"))
                // It says what happened elsewhere; nothing waits here.
                .and(DescribedPredicate.not(named("java.util.concurrent.TimeoutException"))));
  }

  private static ArchRule known(String knowing, String... known) {
    return knownIn(new String[] {knowing}, known);
  }

  private static ArchRule knownIn(String[] knowing, String... known) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(knowing)
        .and(DescribedPredicate.not(Wiring.CLASSES))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(known);
  }

  private static ArchRule classesAreNamed() {
    return classes().should().haveNameNotMatching(FORBIDDEN_NAME);
  }

  private static ArchRule packagesAreNamed() {
    return noClasses()
        .should()
        .resideInAnyPackage(
            FORBIDDEN_PACKAGES.stream().map(name -> ".." + name + "..").toArray(String[]::new));
  }

  /** Primitive, or in those packages; of an array, its elements. */
  private static DescribedPredicate<JavaClass> inAny(String... packages) {
    DescribedPredicate<JavaClass> inAny = resideInAnyPackage(packages);
    return DescribedPredicate.describe(
        inAny.getDescription(),
        type ->
            type.getBaseComponentType().isPrimitive() || inAny.test(type.getBaseComponentType()));
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    return DescribedPredicate.describe(
        "named " + String.join(", ", names), type -> List.of(names).contains(type.getName()));
  }

  private static ArchCondition<JavaClass> beNullMarked() {
    return new ArchCondition<>("be in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
        events.add(
            new SimpleConditionEvent(
                type,
                marked,
                type.getName() + " is in a package whose package-info is not @NullMarked"));
      }
    };
  }
}
