package org.xiangqiao.mappings.insurance.envelope;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * Sender's message id (发送方报文ID, {@code msgid}): institution (12), {@code yyyyMMddHHmmss}, sequence
 * (4). The platform keeps it as {@code medins_setl_id} of a settlement, and 2601 names it.
 */
public record MessageId(String value) {

  public static final int INSTITUTION_LENGTH = 12;
  public static final int MAX_SEQUENCE = 9999;

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{12}[0-9]{18}");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

  public MessageId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a message id is 12 characters of the institution and 18 digits");
    }
  }

  /**
   * @param time in Asia/Shanghai
   * @param sequence 0 to 9999, never again within this second
   */
  public static MessageId of(String institution, LocalDateTime time, int sequence) {
    if (institution.length() != INSTITUTION_LENGTH) {
      throw new IllegalArgumentException("the code of the institution has not 12 characters");
    }
    if (sequence < 0 || sequence > MAX_SEQUENCE) {
      throw new IllegalArgumentException("the sequence of a message id is 0 to 9999");
    }
    return new MessageId(institution + TIME.format(time) + String.format("%04d", sequence));
  }

  public String institution() {
    return value.substring(0, INSTITUTION_LENGTH);
  }

  public int sequence() {
    return Integer.parseInt(value.substring(26));
  }

  @Override
  public String toString() {
    return value;
  }
}
