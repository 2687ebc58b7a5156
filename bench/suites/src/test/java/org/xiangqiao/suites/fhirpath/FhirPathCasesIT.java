package org.xiangqiao.suites.fhirpath;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.index.ProductFhirPath;
import org.xiangqiao.suites.KnownFailures;
import org.xiangqiao.suites.SuiteTable;

/** HL7's FHIRPath cases, by the engine of the index and, where it compiles them, by its paths. */
class FhirPathCasesIT {

  /** Two more stand in comments of the manifest. */
  private static final int CASES = 935;

  private final FhirContext context = FhirContext.forR4Cached();
  private final ProductFhirPath product = new ProductFhirPath(context);
  private final Map<String, Resource> inputs = new HashMap<>();
  private final List<FhirPathCase> cases = FhirPathCases.all();

  @Test
  void theEngineStandsAsBefore() {
    SuiteTable table = new SuiteTable("fhirpath", FhirPathCases.SOURCE);
    KnownFailures known = new KnownFailures(FhirPathCasesIT.class, "fhirpath.csv");
    for (FhirPathCase each : cases) {
      String difference = difference(each);
      if (difference == null) {
        table.pass(each.id());
      } else {
        table.fail(each.id(), difference);
      }
    }
    table.write();
    assertThat(cases).hasSize(CASES);
    assertThat(known.surprises(table.failed())).isEmpty();
  }

  @Test
  void compiledPathsGiveWhatTheEngineGives() {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (FhirPathCase each : cases) {
      Resource input = input(each.input());
      Optional<List<Base>> compiled = product.compiled(input, each.expression());
      if (compiled.isEmpty() || !each.invalid().isEmpty()) {
        continue;
      }
      compared++;
      List<String> evaluated =
          product.evaluated(input, each.expression()).stream().map(this::text).toList();
      if (!compiled.get().stream().map(this::text).toList().equals(evaluated)) {
        differences.add(each.id() + ": " + each.expression());
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(20);
  }

  /** Null if the outcome is the expected one. */
  private String difference(FhirPathCase each) {
    List<Base> found;
    try {
      found = product.evaluated(input(each.input()), each.expression());
    } catch (RuntimeException refused) {
      return each.invalid().isEmpty() ? "refused: " + rootMessage(refused) : null;
    }
    if (!each.invalid().isEmpty()) {
      return "accepted, but has a " + each.invalid() + " error";
    }
    if (each.predicate()) {
      boolean truth = !found.isEmpty() && !(found.get(0) instanceof BooleanType b && !b.getValue());
      found = List.of(new BooleanType(truth));
    }
    if (found.size() != each.outputs().size()) {
      return found.size() + " values, not " + each.outputs().size();
    }
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      FhirPathCase.Output output = each.outputs().get(i);
      Base value = found.get(i);
      boolean anyType = output.type().isEmpty();
      boolean anyValue = output.value().isBlank() && !output.type().equals("string");
      expected.add(
          (anyType ? "" : output.type() + " ") + (anyValue ? "" : literal(output.value())));
      actual.add((anyType ? "" : value.fhirType() + " ") + (anyValue ? "" : shown(value)));
    }
    if (!each.ordered()) {
      expected.sort(null);
      actual.sort(null);
    }
    return expected.equals(actual) ? null : actual + ", not " + expected;
  }

  /** Dates and times carry a sign in FHIRPath. */
  private static String literal(String value) {
    return value.startsWith("@T")
        ? value.substring(2)
        : value.startsWith("@") ? value.substring(1) : value;
  }

  private String shown(Base value) {
    if (value instanceof Quantity quantity) {
      String unit = quantity.hasCode() ? quantity.getCode() : quantity.getUnit();
      return quantity.getValue() + " '" + unit + "'";
    }
    return value.isPrimitive() ? String.valueOf(value.primitiveValue()) : value.fhirType();
  }

  private String text(Base value) {
    return value.fhirType()
        + " "
        + (value.isPrimitive() ? value.primitiveValue() : System.identityHashCode(value));
  }

  /** The deepest message that says anything. */
  private static String rootMessage(Throwable thrown) {
    String told = thrown.getClass().getSimpleName();
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage()).replaceFirst("^HAPI-\\d+: ", "");
      if (!message.isBlank() && !message.equals("null")) {
        told = message.lines().findFirst().orElse(told);
      }
    }
    return told;
  }

  private Resource input(String file) {
    return inputs.computeIfAbsent(file, this::read);
  }

  /** Cases without a file need no resource, but the engine does. */
  private Resource read(String file) {
    if (file.isEmpty()) {
      return new Patient();
    }
    IParser parser = file.endsWith(".json") ? context.newJsonParser() : context.newXmlParser();
    try (InputStream in = FhirPathCases.class.getResourceAsStream(FhirPathCases.FOLDER + file)) {
      return (Resource) parser.parseResource(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
