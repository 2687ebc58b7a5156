package org.xiangqiao.terminology.service.load;

import java.util.List;

/**
 * Texts of a file as a report shows them: without characters that nobody sees, and that the
 * database cannot keep (NUL).
 */
final class Printable {

  private Printable() {}

  static List<String> of(List<String> texts) {
    return texts.stream().map(each -> each.replaceAll("\\p{Cntrl}", "\uFFFD")).toList();
  }
}
