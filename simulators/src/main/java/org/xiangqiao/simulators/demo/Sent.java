package org.xiangqiao.simulators.demo;

import java.util.List;
import java.util.Map;
import org.xiangqiao.simulators.emr.Answer;
import org.xiangqiao.simulators.emr.EmrMessage;

/**
 * What became of a day's messages at the gateway.
 *
 * @param immunizations accepted vaccination messages, one dose each
 * @param firstRefusal ERR segments of the first refused message, or empty
 */
record Sent(int messages, int accepted, int refused, int immunizations, String firstRefusal) {

  static Sent of(List<EmrMessage> messages, Map<String, Answer> answers) {
    int accepted = 0;
    int immunizations = 0;
    String firstRefusal = "";
    for (EmrMessage message : messages) {
      Answer answer = answers.get(message.controlId());
      if (answer.accepted()) {
        accepted++;
        immunizations += message.type().equals("VXU^V04") ? 1 : 0;
      } else if (firstRefusal.isEmpty()) {
        firstRefusal =
            message.type() + " " + message.controlId() + " " + answer.text().replace('\r', ' ');
      }
    }
    return new Sent(
        messages.size(), accepted, messages.size() - accepted, immunizations, firstRefusal);
  }
}
