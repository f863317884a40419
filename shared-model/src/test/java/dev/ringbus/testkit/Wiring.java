package dev.ringbus.testkit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/** The classes that put a service together, and are exempt from some walls for that. */
final class Wiring {

  static final DescribedPredicate<JavaClass> CLASSES =
      DescribedPredicate.describe("put things together", Wiring::isWiring);

  private Wiring() {}

  /** Of a nested class, the class that it is in counts. */
  static boolean isWiring(JavaClass type) {
    JavaClass outermost = type;
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    String name = outermost.getSimpleName();
    return name.endsWith("Configuration") || name.endsWith("Application");
  }
}
