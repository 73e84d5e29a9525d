package io.gapless.processes.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.gapless.processes.core.impure.Impurities;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An answer may be given before it is committed only because the core is a function of its log.
class CorePurityTest {

  private static final DescribedPredicate<JavaClass> OUTSIDE =
      resideInAnyPackage("org.apache.kafka..", "java.util.concurrent..", "java.util.random..",
          "java.nio.file..", "java.nio.channels..", "java.net..", "org.slf4j..")
          .or(describe("streams and files", type -> type.getPackageName().equals("java.io")
              && !type.isEquivalentTo(IOException.class)
              && !type.isEquivalentTo(UncheckedIOException.class)
              && !type.isEquivalentTo(Serializable.class)))
          .or(describe("clocks, chance, threads and the machine",
              type -> Set
                  .of(Clock.class.getName(), InstantSource.class.getName(),
                      Random.class.getName(), SecureRandom.class.getName(),
                      SplittableRandom.class.getName(), System.class.getName(),
                      Thread.class.getName(), Runtime.class.getName(),
                      ProcessHandle.class.getName())
                  .contains(type.getName())));

  private static final DescribedPredicate<JavaMethodCall> READS_CLOCK_OR_CHANCE =
      describe("a call that reads a clock or throws dice", call -> isImpure(call.getTarget()));

  private static final ArchRule OUTSIDE_IS_LEFT_ALONE =
      noClasses().that().resideInAPackage("..processes.core..").should()
          .dependOnClassesThat(OUTSIDE)
          .orShould().callMethodWhere(READS_CLOCK_OR_CHANCE);

  private static boolean isImpure(MethodCallTarget target) {
    String owner = target.getOwner().getName();
    return switch (target.getName()) {
      case "now" -> owner.startsWith("java.time.");
      case "randomUUID" -> owner.equals("java.util.UUID");
      case "random" -> owner.equals("java.lang.Math") || owner.equals("java.lang.StrictMath");
      case "shuffle" -> owner.equals("java.util.Collections");
      default -> false;
    };
  }

  @BeforeAll
  static void looksAtOurClassesOnly() {
    // what they depend on is known by name; reading all of Java's classes takes seconds
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
  }

  @AfterAll
  static void looksAtAllClassesAgain() {
    ArchConfiguration.get().reset();
  }

  @Test
  void theCoreHasNoClockNoChanceAndNoInputOrOutput() throws URISyntaxException {
    var engine = Objects.requireNonNull(Engine.class.getResource("Engine.class"));
    var core = new ClassFileImporter().importPath(Path.of(engine.toURI()).resolveSibling(""));

    assertThat(core.stream().map(JavaClass::getName)).hasSizeGreaterThan(15)
        .contains(Engine.class.getName(), Life.class.getName(), Rows.class.getName());
    assertThat(core.get(Engine.class).getMethodCallsFromSelf()).isNotEmpty();
    OUTSIDE_IS_LEFT_ALONE.check(core);
  }

  @ParameterizedTest
  @MethodSource("impurities")
  void eachImpurityIsFound(Class<?> impure) {
    var classes = new ClassFileImporter().importClasses(impure);

    assertThat(OUTSIDE_IS_LEFT_ALONE.evaluate(classes).hasViolation()).isTrue();
  }

  static Iterable<Class<?>> impurities() {
    return Impurities.all();
  }
}
