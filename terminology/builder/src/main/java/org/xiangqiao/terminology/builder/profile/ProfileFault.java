package org.xiangqiao.terminology.builder.profile;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong in a profile's source.
 *
 * @param file the source, below the package's folder
 * @param element path or id of the element, or the definition's address where no element is to
 *     blame
 */
record ProfileFault(String file, String element, String reason) {

  @Override
  public String toString() {
    return file + ": " + element + ": " + reason;
  }

  /** All faults at once, for the one who mends them. */
  static IllegalStateException exception(List<ProfileFault> faults) {
    return new IllegalStateException(
        faults.stream()
            .map(ProfileFault::toString)
            .collect(Collectors.joining("\n  ", "profiles that cannot be built:\n  ", "")));
  }
}
