package org.xiangqiao.mappings.insurance.envelope;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of the insurance platform (响应报文). Texts may be {@code null}.
 *
 * @param code {@code infcode}: 0 success, everything else not
 * @param reference {@code inf_refmsgid}, the platform's own message id
 * @param received {@code refmsg_time}, {@code yyyyMMddHHmmssSSS}
 * @param responded {@code respond_time}, {@code yyyyMMddHHmmssSSS}
 * @param error {@code err_msg}, in full: real ones are longer than the printed 200
 * @param more keys that the interface does not name, and {@code cainfo}, {@code signtype}, {@code
 *     enctype}
 */
public record InsuranceAnswer(
    int code,
    String reference,
    String received,
    String responded,
    String error,
    String warning,
    Map<String, String> more,
    Payload output) {

  public InsuranceAnswer {
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  /** Success without more ado. */
  public static InsuranceAnswer success(String reference, String time, Payload output) {
    return new InsuranceAnswer(0, reference, time, time, null, null, Map.of(), output);
  }

  public static InsuranceAnswer failure(int code, String reference, String time, String error) {
    return new InsuranceAnswer(code, reference, time, time, error, null, Map.of(), Payload.empty());
  }

  /** The texts of the platform may name the person. */
  @Override
  public String toString() {
    return "InsuranceAnswer[" + code + " " + reference + "]";
  }
}
