package org.xiangqiao.terminology.service.call;

import java.util.Comparator;
import java.util.regex.Pattern;
import org.hl7.fhir.utilities.VersionUtilities;

/** Whether a version is one that is asked for: {@code 1.0.0}, {@code 1.x.x}, {@code 1.0}. */
public final class VersionMatch {

  private static final Pattern INTEGER = Pattern.compile("\\d+");

  /**
   * Newest first, a total order: numbers by value, a pre-release of SemVer before its release and
   * any other ending after it, what has no version last.
   */
  public static final Comparator<String> NEWEST_FIRST =
      Comparator.nullsFirst(Comparator.comparing(VersionOrder::of)).reversed();

  private VersionMatch() {}

  public static boolean matches(String asked, String version) {
    if (asked == null || asked.isEmpty() || asked.equals(version)) {
      return true;
    }
    if (version == null || version.isEmpty() || INTEGER.matcher(version).matches()) {
      return false;
    }
    if (semver(version)) {
      return VersionUtilities.isSemVerWithWildcards(asked)
          && VersionUtilities.versionMatches(asked, version);
    }
    return version.startsWith(asked);
  }

  private static boolean semver(String version) {
    return VersionUtilities.isSemVer(version);
  }
}
