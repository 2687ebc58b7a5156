package org.xiangqiao.server.audit;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xiangqiao.store.StoredResource;

/** Which residents (居民) a stored resource is about: itself, or the Patients that it refers to. */
final class MentionedPatients {

  private static final Pattern REFERENCE =
      Pattern.compile("\"reference\"\\s*:\\s*\"Patient/([A-Za-z0-9.-]{1,64})");

  private MentionedPatients() {}

  static Set<String> in(StoredResource resource) {
    Set<String> patients = new LinkedHashSet<>();
    if ("Patient".equals(resource.type())) {
      patients.add(resource.id());
    }
    if (resource.json() != null) {
      Matcher matcher = REFERENCE.matcher(resource.json());
      while (matcher.find()) {
        patients.add(matcher.group(1));
      }
    }
    return patients;
  }
}
