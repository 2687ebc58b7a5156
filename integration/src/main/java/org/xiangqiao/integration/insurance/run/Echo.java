package org.xiangqiao.integration.insurance.run;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xiangqiao.mappings.insurance.envelope.MessageId;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * Whether an answer speaks of what was asked (应答核对): a gateway that mixes answers up may tell of
 * somebody else's settlement, of which ours learns nothing.
 */
final class Echo {

  /** Keys that requests and answers share: person, visit, their numbers here, charge lines. */
  private static final List<String> SHARED =
      List.of("psn_no", "mdtrt_id", "ipt_otp_no", "feedetl_sn");

  private Echo() {}

  /** Whether a key that both have says something else in the answer. */
  static boolean ofAnother(Payload input, Payload output) {
    return SHARED.stream()
        .anyMatch(
            key -> {
              Set<String> asked = texts(input, key).collect(Collectors.toSet());
              return !asked.isEmpty() && texts(output, key).anyMatch(told -> !asked.contains(told));
            });
  }

  /**
   * Whether it names another message of this institution as the one that settled: the answer to a
   * former bill of the same visit. What is no message id says nothing.
   */
  static boolean ofAnotherMessage(String sent, Payload output) {
    return texts(output, "medins_setl_id")
        .anyMatch(
            told ->
                !told.equals(sent)
                    && told.length() == sent.length()
                    && told.startsWith(sent.substring(0, MessageId.INSTITUTION_LENGTH)));
  }

  private static Stream<String> texts(Payload payload, String key) {
    return payload.nodes().values().stream()
        .flatMap(List<Row>::stream)
        .flatMap(row -> row.text(key).stream())
        .filter(text -> !text.isBlank());
  }
}
