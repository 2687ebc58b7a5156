package org.xiangqiao.bench.oracle.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CallsTest {

  private static final Map<String, String> NAMES =
      Map.of("patient", "Patient/1", "encounter", "Encounter/2");

  @Test
  void everyOperationOfTheFileIsCalledAndLookedAt() throws IOException {
    List<Call> calls = Calls.read(NAMES);
    for (Call call : calls) {
      assertThat(call.method()).as(call.readable()).isIn("GET", "POST", "PUT", "DELETE");
      assertThat(call.path()).doesNotContain("{", " ");
    }
    assertThat(
            new TreeSet<>(
                calls.stream()
                    .filter(call -> call.path().contains("$") && call.look() != Look.STATUS)
                    .map(Call::operation)
                    .toList()))
        .isEqualTo(new TreeSet<>(calls.stream().map(Call::operation).toList()));
  }

  @Test
  void namesAndParametersGoIntoTheAddress() throws IOException {
    assertThat(Calls.read(NAMES))
        .anyMatch(
            call ->
                call.address()
                    .equals("Patient/1/$everything?_type=Immunization%2CObservation&_count=500"))
        .anyMatch(
            call ->
                call.address()
                    .equals("Observation/$lastn?patient=Patient%2F1&category=vital-signs"));
  }
}
