package org.xiangqiao.terminology.service.property;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.PropertyComponent;

/**
 * Under which codes a code system keeps the properties that mean something to everybody: by address
 * (R4 codesystem-concept-properties.html), else by the usual name.
 */
public final class PropertyRoles {

  /** A property that this server understands. */
  public enum Role {
    NOT_SELECTABLE("notSelectable", Set.of("notSelectable", "not-selectable", "abstract")),
    INACTIVE("inactive", Set.of("inactive")),
    STATUS("status", Set.of("status")),
    DEPRECATED("deprecated", Set.of("deprecated")),
    RETIRED("retired", Set.of("retired")),
    PARENT("parent", Set.of("parent", "subsumedBy")),
    CHILD("child", Set.of("child"));

    private final String address;
    private final Set<String> names;

    Role(String address, Set<String> names) {
      this.address = address;
      this.names = names;
    }
  }

  private static final String ADDRESS = "http://hl7.org/fhir/concept-properties#";

  private final Map<Role, Set<String>> codes = new java.util.EnumMap<>(Role.class);

  public PropertyRoles(CodeSystem system) {
    for (Role role : Role.values()) {
      Set<String> named = new HashSet<>(role.names);
      for (PropertyComponent property : system.getProperty()) {
        if (property.hasCode() && (ADDRESS + role.address).equals(property.getUri())) {
          named.add(property.getCode());
        }
      }
      codes.put(role, Set.copyOf(named));
    }
  }

  public boolean is(Role role, String property) {
    return property != null && codes.get(role).contains(property);
  }

  public Set<String> codes(Role role) {
    return codes.get(role);
  }
}
