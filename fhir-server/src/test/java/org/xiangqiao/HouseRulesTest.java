package org.xiangqiao;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may call which, and what the pure ones must not touch. */
@AnalyzeClasses(
    packages = "org.xiangqiao",
    importOptions = {ImportOption.DoNotIncludeTests.class, HouseRulesTest.NoTestJars.class})
class HouseRulesTest {

  /** A packaged build meets the test classes of another module as its {@code -tests.jar}. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String[] TERMINOLOGY = {"org.xiangqiao.terminology.."};
  private static final String[] TERMINOLOGY_SERVICE = {"org.xiangqiao.terminology.service.."};
  private static final String[] MAPPINGS = {"org.xiangqiao.mappings.."};
  private static final String[] PROGRAMMES = {"org.xiangqiao.programmes.."};
  private static final String[] STORE = {"org.xiangqiao.store.."};
  private static final String[] INTEGRATION = {"org.xiangqiao.integration.."};
  private static final String[] SERVER = {"org.xiangqiao.server.."};
  private static final String[] SIMULATORS = {"org.xiangqiao.simulators.."};

  @ArchTest
  static final ArchRule terminologyStandsAlone =
      noClasses()
          .that()
          .resideInAnyPackage(TERMINOLOGY)
          .and()
          .resideOutsideOfPackages(TERMINOLOGY_SERVICE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              all(
                  TERMINOLOGY_SERVICE,
                  MAPPINGS,
                  PROGRAMMES,
                  STORE,
                  INTEGRATION,
                  SERVER,
                  SIMULATORS));

  @ArchTest
  static final ArchRule theTerminologyServiceKnowsThePackageAndTheStore =
      noClasses()
          .that()
          .resideInAnyPackage(TERMINOLOGY_SERVICE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(all(MAPPINGS, PROGRAMMES, INTEGRATION, SERVER, SIMULATORS));

  @ArchTest
  static final ArchRule mappingsKnowOnlyTerminology =
      noClasses()
          .that()
          .resideInAnyPackage(MAPPINGS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              all(TERMINOLOGY_SERVICE, PROGRAMMES, STORE, INTEGRATION, SERVER, SIMULATORS));

  @ArchTest
  static final ArchRule programmesKnowOnlyTerminology =
      noClasses()
          .that()
          .resideInAnyPackage(PROGRAMMES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              all(TERMINOLOGY_SERVICE, MAPPINGS, STORE, INTEGRATION, SERVER, SIMULATORS));

  @ArchTest
  static final ArchRule theStoreKnowsNoneOfUs =
      noClasses()
          .that()
          .resideInAnyPackage(STORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              all(TERMINOLOGY, MAPPINGS, PROGRAMMES, INTEGRATION, SERVER, SIMULATORS));

  @ArchTest
  static final ArchRule integrationDoesNotKnowTheServer =
      noClasses()
          .that()
          .resideInAnyPackage(INTEGRATION)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(all(SERVER, SIMULATORS));

  @ArchTest
  static final ArchRule productionNeverMeetsASimulator =
      noClasses()
          .that()
          .resideInAnyPackage(SERVER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SIMULATORS);

  @ArchTest
  static final ArchRule integrationUsesTheStoresPublicInterface =
      noClasses()
          .that()
          .resideInAnyPackage(INTEGRATION)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.xiangqiao.store.write..",
              "org.xiangqiao.store.index..",
              "org.xiangqiao.store.transaction..",
              "org.xiangqiao.store.database..");

  @ArchTest
  static final ArchRule pureModulesTouchNoFramework =
      noClasses()
          .that()
          .resideInAnyPackage(all(TERMINOLOGY, MAPPINGS, PROGRAMMES))
          .and()
          .resideOutsideOfPackages(TERMINOLOGY_SERVICE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "org.apache.camel..",
              "java.sql..",
              "javax.sql..",
              "java.net.http..",
              "java.net.Socket");

  @ArchTest
  static final ArchRule pureModulesHaveNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(all(TERMINOLOGY, MAPPINGS, PROGRAMMES))
          .and()
          .resideOutsideOfPackages(TERMINOLOGY_SERVICE)
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.time.OffsetDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule theStoreSpeaksNoHttp =
      noClasses()
          .that()
          .resideInAnyPackage(STORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.servlet..",
              "org.springframework.web..",
              "org.springframework.boot..",
              "ca.uhn.fhir.rest.server..");

  /**
   * The server makes no transaction proxies (application.yaml): the annotation would do nothing.
   */
  @ArchTest
  static final ArchRule transactionsAreToldWithTheTemplate =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.springframework.transaction.annotation.Transactional");

  @ArchTest
  static final ArchRule noCyclesBetweenCapabilities =
      slices().matching("org.xiangqiao.(*).(*)..").should().beFreeOfCycles();

  private static String[] all(String[]... groups) {
    return java.util.Arrays.stream(groups).flatMap(java.util.Arrays::stream).toArray(String[]::new);
  }
}
