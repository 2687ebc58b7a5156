package org.xiangqiao.mappings.insurance.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.xiangqiao.mappings.hl7v2.GoldenFiles;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.AnswerJson;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Booked;
import org.xiangqiao.mappings.insurance.envelope.MessageFormat;
import org.xiangqiao.mappings.insurance.envelope.Payload;

/** The platform's answers under {@code insurance/answers}. */
final class AnswerFiles {

  private static final AnswerJson ANSWERS =
      new AnswerJson(TransactionTable.load(), MessageFormat.USUAL, 1_000_000);

  private AnswerFiles() {}

  /**
   * @param asText whether the output is a JSON text and the code too, as some gateways send them
   */
  static Payload output(String infno, boolean asText) {
    byte[] file = GoldenFiles.bytes("insurance/answers/" + infno + ".json");
    InsuranceResult result = ANSWERS.read(infno, asText ? asText(file) : file);
    assertThat(result).isInstanceOf(Booked.class);
    return ((Booked) result).answer().output();
  }

  private static byte[] asText(byte[] file) {
    try {
      ObjectNode json = (ObjectNode) new ObjectMapper().readTree(file);
      json.put("infcode", json.path("infcode").asText());
      json.put("output", json.path("output").toString());
      return new ObjectMapper().writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
