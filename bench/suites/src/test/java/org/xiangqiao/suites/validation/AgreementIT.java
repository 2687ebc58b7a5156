package org.xiangqiao.suites.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.xiangqiao.bench.stage.Synthea;
import org.xiangqiao.suites.KnownFailures;
import org.xiangqiao.suites.examples.Example;
import org.xiangqiao.suites.examples.Examples;
import org.xiangqiao.terminology.builder.profile.Agreement.Compared;
import org.xiangqiao.terminology.builder.profile.Mutations;
import org.xiangqiao.terminology.builder.profile.Mutations.Kind;
import org.xiangqiao.terminology.builder.profile.Mutations.Mutant;

/**
 * The compiled validator refuses what HL7's refuses, and nothing else, or {@code differences.csv}
 * says which clause decides. A sample; {@code -Dagreement.whole=true} takes everything and some
 * twenty minutes the first time: what the reference said is kept in {@code target/agreement}.
 */
class AgreementIT {

  private static final boolean WHOLE = Boolean.getBoolean("agreement.whole");
  private static final long SEED = 20261122;

  /** Mutations of each kind and example of ours; those that come twice are left out. */
  private static final int EACH = Integer.getInteger("agreement.each", WHOLE ? 120 : 1);

  private static final int PATIENTS = 4;
  private static final int LARGEST_EXAMPLE = 1_000_000;
  private static final int LARGEST_MUTATED = 8_000;
  private static final int SAMPLE = 120;

  private final Differences differences = new Differences();
  private final AgreementTable table = new AgreementTable(differences);
  private final Comparison comparison =
      new Comparison(Path.of("target", "agreement", "reference.tsv"));

  @Test
  void refusesWhatTheReferenceRefuses() throws IOException, InterruptedException {
    validatorCases();
    List<ValidationCase> examples = examples();
    examples.forEach(each -> compare("R4 examples", each, comparison::of));
    List<ValidationCase> own = own();
    own.forEach(each -> compare("examples of the package", each, comparison::of));
    publish();
    mutations("mutations of the package's examples", own, EACH);
    publish();
    if (WHOLE) {
      synthea();
      publish();
    }
    mutations("mutations of R4 examples", small(examples), WHOLE ? 2 : 1);
    publish();
    assertThat(table.unexplained()).isEmpty();
  }

  private void validatorCases() throws IOException {
    String set = "validator cases of fhir-test-cases";
    List<ValidationCase> cases = new ArrayList<>();
    comparison.files().each(cases::add, (name, reason) -> table.skip(set, name, reason));
    // Definitions of other kinds of cases take the reference seconds to read.
    List<ValidationCase> chosen =
        cases.stream().filter(each -> WHOLE || each.supporting().isEmpty()).toList();
    comparison.share(chosen);
    for (int i = 0; i < chosen.size(); i += WHOLE ? 1 : 8) {
      compare(set, chosen.get(i), comparison::shared);
    }
  }

  private List<ValidationCase> examples() {
    Set<String> others = new KnownFailures(Examples.class, "not-r4.csv").reasons().keySet();
    List<Example> all = new ArrayList<>();
    new Examples()
        .each(
            each -> {
              synchronized (all) {
                all.add(each);
              }
            });
    all.sort(Comparator.comparing(Example::path));
    List<ValidationCase> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i += WHOLE ? 1 : SAMPLE) {
      Example each = all.get(i);
      if (others.contains(each.path())) {
        table.skip("R4 examples", each.path(), "not R4 (4.0.1)");
      } else if (each.json().length > LARGEST_EXAMPLE) {
        table.skip("R4 examples", each.path(), "more than a million characters");
      } else {
        chosen.add(new ValidationCase(each.path(), new String(each.json(), UTF_8)));
      }
    }
    return chosen;
  }

  private static List<ValidationCase> own() {
    List<ValidationCase> all = new ArrayList<>();
    for (boolean valid : new boolean[] {true, false}) {
      org.xiangqiao.terminology.builder.profile.Example.all(valid)
          .forEach(
              each ->
                  all.add(new ValidationCase((valid ? "valid/" : "invalid/") + each, each.json())));
    }
    return all;
  }

  private static List<ValidationCase> small(List<ValidationCase> examples) {
    return examples.stream()
        .filter(each -> each.id().startsWith("json/spec/"))
        .filter(each -> each.json().length() < LARGEST_MUTATED)
        .toList();
  }

  private void synthea() throws IOException, InterruptedException {
    Path classPath = Path.of("..", "synthea", "target", "synthea.classpath");
    Synthea synthea =
        Synthea.start(
            Path.of("target", "agreement"), Files.readString(classPath).strip(), SEED, PATIENTS);
    for (ObjectNode each : synthea.resources()) {
      String id = each.path("resourceType").asText() + "/" + each.path("id").asText();
      compare("Synthea", new ValidationCase(id, each.toString()), comparison::of);
    }
  }

  /** Of those that both accept. */
  private void mutations(String set, List<ValidationCase> resources, int each) {
    Mutations mutations = new Mutations(SEED);
    Set<String> seen = new HashSet<>();
    for (ValidationCase resource : resources) {
      if (valid(resource)) {
        String name = resource.id().replaceFirst("^valid/", "");
        for (Kind kind : Kind.values()) {
          for (int i = 0; i < each; i++) {
            Mutant mutant = mutations.of(resource.json(), kind, name, i);
            if (mutant != null && seen.add(mutant.json())) {
              String id = resource.id() + " " + kind + " " + i;
              compare(set, new ValidationCase(id, mutant.json()), comparison::of);
            }
          }
        }
      }
    }
  }

  private boolean valid(ValidationCase resource) {
    try {
      Compared compared = comparison.of(resource);
      return compared.reference().isEmpty() && compared.compiled().isEmpty();
    } catch (RuntimeException referenceFails) {
      return false;
    }
  }

  private void compare(
      String set, ValidationCase each, Function<ValidationCase, Compared> comparing) {
    try {
      table.add(set, each.id(), comparing.apply(each));
    } catch (RuntimeException | LinkageError failed) {
      // The compiled validator throws nothing: a fault of its own is a finding.
      table.skip(
          set, each.id(), "the reference itself fails: " + failed.getClass().getSimpleName());
    }
  }

  private void publish() throws IOException {
    table.write(Path.of("target", "conformance"), WHOLE);
    Files.write(Path.of("target", "agreement", "unexplained.txt"), table.unexplained());
    if (Boolean.getBoolean("suites.publish")) {
      Path docs = Path.of("..", "..", "docs", "conformance");
      table.write(docs, WHOLE);
      AgreementPage.write(docs.resolve("validation.md"), table, differences, WHOLE);
    }
  }
}
