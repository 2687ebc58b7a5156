package org.xiangqiao.mappings.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.terminology.CodeTables;

class TownshipHl7v2MappingTest {

  static final Sender SENDER = new Sender("qingshan-emr", "qingshan");
  static final Instant RECEIVED = Instant.parse("2026-11-22T02:00:00Z");

  private static final Hl7v2Mapping MAPPING = new TownshipHl7v2Mapping(CodeTables.load());
  private static final FhirContext FHIR = FhirContext.forR4Cached();

  static Stream<String> accepted() {
    return GoldenFiles.names("hl7v2/accepted", ".hl7");
  }

  static Stream<String> refused() {
    return GoldenFiles.names("hl7v2/refused", ".hl7");
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void becomesTheExpectedTransaction(String name) {
    MappingResult result = result("hl7v2/accepted/" + name + ".hl7");

    assertThat(problems(result)).isEmpty();
    String json = json((MappingResult.Mapped) result);
    assertThat(json).isEqualTo(GoldenFiles.expected("hl7v2/accepted/" + name + ".json", json));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void everyReferenceInsideTheTransactionHasItsEntry(String name) {
    Bundle bundle =
        ((MappingResult.Mapped) result("hl7v2/accepted/" + name + ".hl7")).transaction();

    List<String> urls =
        bundle.getEntry().stream().map(Bundle.BundleEntryComponent::getFullUrl).toList();
    assertThat(urls).doesNotHaveDuplicates().allMatch(url -> url.startsWith("urn:uuid:"));
    Matcher references = Pattern.compile("\"reference\": \"(urn:[^\"]+)\"").matcher(json(bundle));
    assertThat(references.results().map(found -> found.group(1)))
        .isNotEmpty()
        .allMatch(urls::contains);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedWithAllItsProblemsAtOnce(String name) {
    MappingResult result = result("hl7v2/refused/" + name + ".hl7");

    String problems = problems(result);
    assertThat(problems)
        .isNotEmpty()
        .isEqualTo(GoldenFiles.expected("hl7v2/refused/" + name + ".problems", problems));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void everyProblemHasTextAndRemedyInBothLanguages(String name) {
    MappingResult.Refused refused =
        (MappingResult.Refused) result("hl7v2/refused/" + name + ".hl7");

    assertThat(refused.problems())
        .allSatisfy(
            problem -> {
              for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
                assertThat(problem.text(locale)).isNotEqualTo(problem.rule());
                assertThat(problem.remedy(locale)).isNotEqualTo(problem.rule());
              }
              assertThat(problem.text(Locale.CHINESE)).isNotEqualTo(problem.text(Locale.ENGLISH));
            });
  }

  @Test
  void onlyWhatCannotBeReadIsUnparseable() {
    assertThat(((MappingResult.Refused) result("hl7v2/refused/not-hl7.hl7")).parseable()).isFalse();
    assertThat(((MappingResult.Refused) result("hl7v2/refused/header-cut.hl7")).parseable())
        .isFalse();
    assertThat(((MappingResult.Refused) result("hl7v2/refused/unknown-trigger.hl7")).parseable())
        .isTrue();
    assertThat(((MappingResult.Refused) result("hl7v2/refused/missing-pid3.hl7")).parseable())
        .isTrue();
  }

  @Test
  void onlyAdtMayChangeAStoredResident() {
    assertThat(
            ((MappingResult.Mapped) result("hl7v2/accepted/adt-a08-update.hl7"))
                .patientIsAuthoritative())
        .isTrue();
    assertThat(
            ((MappingResult.Mapped) result("hl7v2/accepted/vxu-update.hl7"))
                .patientIsAuthoritative())
        .isFalse();
  }

  @Test
  void eventTimeIsThatOfTheSender() {
    assertThat(
            ((MappingResult.Mapped) result("hl7v2/accepted/adt-a08-update.hl7"))
                .eventTime()
                .toInstant())
        .isEqualTo(Instant.parse("2026-11-22T01:00:00.123Z"));
    assertThat(
            ((MappingResult.Mapped) result("hl7v2/accepted/vxu-update.hl7"))
                .eventTime()
                .toInstant())
        .isEqualTo(Instant.parse("2026-11-22T01:30:00Z"));
  }

  @Test
  void givesTheSameResultOnAnyNumberOfThreads() throws Exception {
    List<String> files = accepted().map(name -> "hl7v2/accepted/" + name + ".hl7").toList();
    List<String> alone =
        files.stream().map(file -> json((MappingResult.Mapped) result(file))).toList();
    Hl7v2Mapping fresh = new TownshipHl7v2Mapping(CodeTables.load());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> tasks =
          IntStream.range(0, 400)
              .<Callable<Boolean>>mapToObj(
                  i ->
                      () -> {
                        int n = i % files.size();
                        return json((MappingResult.Mapped) result(fresh, files.get(n)))
                            .equals(alone.get(n));
                      })
              .toList();
      for (Future<Boolean> same : threads.invokeAll(tasks)) {
        assertThat(same.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static MappingResult result(String file) {
    return result(MAPPING, file);
  }

  private static MappingResult result(Hl7v2Mapping mapping, String file) {
    DecodingResult decoded = mapping.decode(GoldenFiles.bytes(file));
    return decoded.problem() == null
        ? mapping.map(SENDER, decoded.message(), RECEIVED)
        : new MappingResult.Refused(List.of(decoded.problem()), false);
  }

  private static String json(MappingResult.Mapped mapped) {
    return json(mapped.transaction());
  }

  private static String json(Bundle bundle) {
    return FHIR.newJsonParser().setPrettyPrint(true).encodeResourceToString(bundle) + "\n";
  }

  private static String problems(MappingResult result) {
    return result instanceof MappingResult.Refused refused
        ? refused.problems().stream()
            .map(TownshipHl7v2MappingTest::line)
            .collect(Collectors.joining())
        : "";
  }

  private static String line(MappingProblem problem) {
    String arguments = problem.arguments().isEmpty() ? "" : " " + problem.arguments();
    return problem.place() + " " + problem.rule() + arguments + "\n";
  }
}
