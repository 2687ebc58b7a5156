package org.xiangqiao.mappings.insurance.envelope;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to the insurance platform (请求报文).
 *
 * @param infno the number that travels, for example {@code 2206A}
 * @param time {@code inf_time}, in Asia/Shanghai
 * @param more keys of one province, for example {@code fixmedins_soft_fcty}
 */
public record InsuranceRequest(
    String infno,
    MessageId messageId,
    LocalDateTime time,
    Districts districts,
    Receiver receiver,
    Institution institution,
    Operator operator,
    Device device,
    MessageSignature signature,
    Map<String, String> more,
    Payload input) {

  public InsuranceRequest {
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  public InsuranceRequest signed(MessageSignature by) {
    return new InsuranceRequest(
        infno,
        messageId,
        time,
        districts,
        receiver,
        institution,
        operator,
        device,
        by,
        more,
        input);
  }

  @Override
  public String toString() {
    return "InsuranceRequest[" + infno + " " + messageId + "]";
  }
}
