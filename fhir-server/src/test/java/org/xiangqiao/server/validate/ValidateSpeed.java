package org.xiangqiao.server.validate;

import static org.xiangqiao.store.OpenStore.FHIR;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.xiangqiao.server.rest.answer.WireFormat;
import org.xiangqiao.store.OpenStore;

/**
 * HAPI's own wrapper against the validators of {@code $validate}, in turn, in one run: what loading
 * takes, the first answer after it, and the middle of the calls, each in processor time of the
 * calling thread, as other work may share the machine. Run it with the class path of the tests:
 * {@code java -cp … org.xiangqiao.server.validate.ValidateSpeed 60}.
 */
final class ValidateSpeed {

  private static final String PATIENT =
      "{\"resourceType\":\"Patient\",\"gender\":\"mal\",\"birthDate\":\"2019-02-3\","
          + "\"nothing\":1,\"contact\":[{\"gender\":\"male\"}]}";

  private ValidateSpeed() {}

  public static void main(String[] arguments) throws IOException {
    int calls = arguments.length == 0 ? 60 : Integer.parseInt(arguments[0]);
    OpenStore open = OpenStore.open();
    String usual;
    try (InputStream in = WarmUp.class.getResourceAsStream("usual.json")) {
      usual = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    CountyValidators ours = OpenValidators.of(open);
    System.gc();
    long before = used();
    report("ours, loading", time(() -> ours.validate(0, WireFormat.JSON, usual, List.of())));
    System.gc();
    System.out.printf("ours, memory: %d MB%n", (used() - before) >> 20);
    report("ours, first answer", time(() -> ours.validate(7, WireFormat.JSON, PATIENT, List.of())));
    FhirValidator stock = stock();
    report("stock, first answer", time(() -> stock.validateWithResult(PATIENT)));
    for (int i = 0; i < calls / 3; i++) {
      ours.validate(7, WireFormat.JSON, PATIENT, List.of());
      stock.validateWithResult(PATIENT);
    }
    long[] mine = new long[calls];
    long[] theirs = new long[calls];
    for (int i = 0; i < calls; i++) {
      mine[i] = time(() -> ours.validate(7, WireFormat.JSON, PATIENT, List.of()));
      theirs[i] = time(() -> stock.validateWithResult(PATIENT));
    }
    Arrays.sort(mine);
    Arrays.sort(theirs);
    report("ours, middle of the calls", mine[calls / 2]);
    report("stock, middle of the calls", theirs[calls / 2]);
    System.out.printf("ratio: %.1f%n", (double) theirs[calls / 2] / mine[calls / 2]);
    open.close();
  }

  private static FhirValidator stock() {
    ValidationSupportChain chain =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(FHIR),
            new CommonCodeSystemsTerminologyService(FHIR),
            new InMemoryTerminologyServerValidationSupport(FHIR),
            new SnapshotGeneratingValidationSupport(FHIR));
    return FHIR.newValidator().registerValidatorModule(new FhirInstanceValidator(chain));
  }

  private static long time(Runnable call) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    call.run();
    return threads.getCurrentThreadCpuTime() - begin;
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void report(String what, long nanos) {
    System.out.printf("%s: %.1f ms%n", what, nanos / 1e6);
  }
}
