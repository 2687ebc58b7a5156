package org.xiangqiao.server.audit;

import java.util.LinkedHashSet;
import java.util.Set;
import org.xiangqiao.store.StoredResource;

/**
 * Which residents (居民) a stored resource is about: itself, or the Patients that it refers to. Looks
 * for their mark in the text: every body that leaves comes by here.
 */
final class MentionedPatients {

  private static final String MARK = "\"Patient/";
  private static final String NAME = "\"reference\"";
  private static final int LONGEST_ID = 64;

  private MentionedPatients() {}

  static Set<String> in(StoredResource resource) {
    Set<String> patients = new LinkedHashSet<>();
    if ("Patient".equals(resource.type())) {
      patients.add(resource.id());
    }
    if (resource.json() != null) {
      collect(resource.json(), patients);
    }
    return patients;
  }

  private static void collect(String json, Set<String> into) {
    for (int at = json.indexOf(MARK); at >= 0; at = json.indexOf(MARK, at + 1)) {
      int start = at + MARK.length();
      int end = start;
      while (end < json.length() && end - start < LONGEST_ID && isOfId(json.charAt(end))) {
        end++;
      }
      if (end > start && isReference(json, at)) {
        into.add(json.substring(start, end));
      }
    }
  }

  /** Whether a value that begins at {@code at} has the name {@code reference}. */
  private static boolean isReference(String json, int at) {
    int colon = blanksBefore(json, at) - 1;
    if (colon < 0 || json.charAt(colon) != ':') {
      return false;
    }
    int nameEnd = blanksBefore(json, colon);
    return json.startsWith(NAME, nameEnd - NAME.length());
  }

  /** Where the blanks before {@code at} begin. */
  private static int blanksBefore(String json, int at) {
    int start = at;
    while (start > 0 && Character.isWhitespace(json.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isOfId(char each) {
    return each >= 'a' && each <= 'z'
        || each >= 'A' && each <= 'Z'
        || each >= '0' && each <= '9'
        || each == '-'
        || each == '.';
  }
}
