package dev.ringbus.testkit;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the main classes of the module that the subclass is in to every wall:
 *
 * <pre>{@code
 * class ArchitectureTest extends ArchitectureContract {}
 * }</pre>
 */
public abstract class ArchitectureContract {

  @TestFactory
  Stream<DynamicTest> keepsTheWall() {
    JavaClasses classes =
        new ClassFileImporter().importPath(ModuleFolder.of(getClass()).resolve("target/classes"));
    return ArchitectureRules.walls().stream()
        .map(wall -> DynamicTest.dynamicTest(wall.name(), () -> wall.rule().check(classes)));
  }
}
