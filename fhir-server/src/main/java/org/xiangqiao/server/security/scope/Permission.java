package org.xiangqiao.server.security.scope;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A letter of a SMART v2 scope, in the order in which the letters must be written. */
public enum Permission {
  CREATE('c'),
  READ('r'),
  UPDATE('u'),
  DELETE('d'),
  SEARCH('s');

  private final char letter;

  Permission(char letter) {
    this.letter = letter;
  }

  public char letter() {
    return letter;
  }

  /** Reads {@code cruds} or any part of it in that order; empty when it is something else. */
  static Optional<Set<Permission>> parse(String letters) {
    EnumSet<Permission> found = EnumSet.noneOf(Permission.class);
    int place = 0;
    for (Permission permission : values()) {
      if (place < letters.length() && letters.charAt(place) == permission.letter) {
        found.add(permission);
        place++;
      }
    }
    return found.isEmpty() || place < letters.length() ? Optional.empty() : Optional.of(found);
  }

  static String letters(Set<Permission> permissions) {
    StringBuilder letters = new StringBuilder();
    for (Permission permission : values()) {
      if (permissions.contains(permission)) {
        letters.append(permission.letter);
      }
    }
    return letters.toString();
  }
}
