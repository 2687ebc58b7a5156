package org.xiangqiao.integration.insurance.eligibility;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.PersonAnswer;

/**
 * What the platform told of a person (1101), with each insurance once; and of the benefits, if they
 * were asked for.
 *
 * @param output of 1101
 * @param entitlements answers of 2001, by place of the insurance among {@link #insurances}
 * @param diseases answers of 5301, likewise
 * @param sums answers of 5206 (累计信息), likewise
 * @param refusal what the platform said instead of the benefits, or null
 */
record PersonFile(
    Payload output,
    Map<Integer, Payload> entitlements,
    Map<Integer, Payload> diseases,
    Map<Integer, Payload> sums,
    String refusal) {

  private static final String INSURANCES = "insuinfo";
  private static final String DISTRICT = "[0-9]{6}";

  /**
   * Rows of the same type and district are one: the first that is in force, else the first.
   *
   * @return empty if it lacks what a Coverage is made of
   */
  static Optional<PersonFile> of(Payload output) {
    Map<String, Row> insurances = new LinkedHashMap<>();
    for (Row row : output.rows(INSURANCES)) {
      String type = row.text("insutype").orElse("");
      String district = row.text("insuplc_admdvs").orElse("");
      if (type.isEmpty() || !district.matches(DISTRICT)) {
        return Optional.empty();
      }
      insurances.merge(
          type + "|" + district,
          row,
          (first, next) ->
              PersonAnswer.inForce(next) && !PersonAnswer.inForce(first) ? next : first);
    }
    return output.row("baseinfo").has("psn_no")
        ? Optional.of(
            new PersonFile(
                output.and(INSURANCES, List.copyOf(insurances.values())),
                Map.of(),
                Map.of(),
                Map.of(),
                null))
        : Optional.empty();
  }

  PersonFile with(
      Map<Integer, Payload> ofEntitlements,
      Map<Integer, Payload> ofDiseases,
      Map<Integer, Payload> ofSums,
      String text) {
    return new PersonFile(output, ofEntitlements, ofDiseases, ofSums, text);
  }

  Row person() {
    return output.row("baseinfo");
  }

  String number() {
    return person().text("psn_no").orElseThrow();
  }

  List<Row> insurances() {
    return output.rows(INSURANCES);
  }

  /** Without anything that names a person. */
  @Override
  public String toString() {
    return "PersonFile[" + insurances().size() + "]";
  }
}
