package org.xiangqiao.mappings.insurance.fhir;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.Coverage;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** The answer to a filing in advance (备案结果): its number with the platform. R4 ClaimResponse. */
public final class FilingAnswer {

  private static final String NUMBER = "trt_dcla_detl_sn";

  private final SettlementAnswer answers;

  /**
   * @param answers makes what all answers have
   */
  public FilingAnswer(SettlementAnswer answers) {
    this.answers = answers;
  }

  /** The filing's number (待遇申报明细流水号), if the answer tells it. */
  public static Optional<String> number(Payload output) {
    return output.nodes().values().stream()
        .flatMap(List::stream)
        .flatMap(row -> row.text(NUMBER).stream())
        .findFirst();
  }

  /**
   * On file.
   *
   * @param number null if it was found without its number
   */
  public ClaimResponse filed(Claim claim, Coverage coverage, String number, Instant created) {
    ClaimResponse response = answers.queued(claim, coverage, created);
    response.setOutcome(RemittanceOutcome.COMPLETE);
    response.setPreAuthRef(number);
    if (number != null && claim.hasBillablePeriod()) {
      response.setPreAuthPeriod(claim.getBillablePeriod().copy());
    }
    return response;
  }

  /** Whether 5301 tells of this disease from the same day on. */
  public static boolean tells(Payload found, Row filing) {
    return found.nodes().values().stream()
        .flatMap(List::stream)
        .anyMatch(
            row ->
                same(row, filing, "opsp_dise_code")
                    && day(row).isPresent()
                    && day(row).equals(day(filing)));
  }

  private static boolean same(Row row, Row filing, String key) {
    return row.text(key).isPresent() && row.text(key).equals(filing.text(key));
  }

  private static Optional<String> day(Row row) {
    return row.text("begndate").filter(text -> text.length() >= 10).map(t -> t.substring(0, 10));
  }
}
