package org.xiangqiao.server.rest.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** The language of texts for a person: English unless {@code Accept-Language} prefers Chinese. */
public final class Languages {

  private Languages() {}

  public static Locale of(HttpServletRequest request) {
    String asked = request.getHeader("Accept-Language");
    if (asked == null || asked.isBlank()) {
      return Locale.ENGLISH;
    }
    try {
      for (Locale.LanguageRange range : Locale.LanguageRange.parse(asked)) {
        if (range.getWeight() == 0) {
          continue;
        }
        if (range.getRange().equals("zh") || range.getRange().startsWith("zh-")) {
          return Locale.CHINESE;
        }
        if (range.getRange().equals("en") || range.getRange().startsWith("en-")) {
          return Locale.ENGLISH;
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      // The second is what the JDK throws for a lone hyphen.
      return Locale.ENGLISH;
    }
    return Locale.ENGLISH;
  }
}
