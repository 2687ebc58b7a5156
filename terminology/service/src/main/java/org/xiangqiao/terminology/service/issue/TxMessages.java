package org.xiangqiao.terminology.service.issue;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Texts by the message ids that terminology servers share: HL7's own from its core library, and
 * ours where those have none or another text is expected of a server.
 */
public final class TxMessages {

  private static final ResourceBundle OURS =
      ResourceBundle.getBundle("org.xiangqiao.terminology.service.issue.messages", Locale.ROOT);
  private static final ResourceBundle HL7 = ResourceBundle.getBundle("Messages", Locale.ROOT);

  private TxMessages() {}

  /**
   * @param arguments null for what is not known, shown as nothing
   */
  public static String text(String id, Object... arguments) {
    Object[] shown = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      shown[i] = arguments[i] == null ? "" : String.valueOf(arguments[i]);
    }
    String pattern = OURS.containsKey(id) ? OURS.getString(id) : HL7.getString(id);
    return new MessageFormat(pattern, Locale.ROOT).format(shown);
  }
}
