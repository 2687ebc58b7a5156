package org.xiangqiao.server.security.scope;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.ResourceType;
import org.xiangqiao.server.security.scope.ScopeException.Reason;

/**
 * One SMART system scope: what may be done with resources of a type. SMART App Launch 2.2; version
 * 1 forms ({@code .read}, {@code .write}, {@code .*}) are accepted.
 *
 * @param type FHIR resource type, or {@code *}
 * @param written as the client wrote it
 */
public record SmartScope(String type, Set<Permission> permissions, String written) {

  static final String ANY_TYPE = "*";

  private static final Pattern FORM =
      Pattern.compile("(patient|user|system)/(\\*|[A-Za-z]{1,64})\\.([a-z*]{1,8})(\\?.*)?");

  private static final Map<String, Set<Permission>> VERSION_1 =
      Map.of(
          "read", EnumSet.of(Permission.READ, Permission.SEARCH),
          "write", EnumSet.of(Permission.CREATE, Permission.UPDATE, Permission.DELETE),
          "*", EnumSet.allOf(Permission.class));

  private static final Set<String> TYPES =
      java.util.Arrays.stream(ResourceType.values())
          .map(ResourceType::name)
          .collect(java.util.stream.Collectors.toUnmodifiableSet());

  public SmartScope {
    permissions = Set.copyOf(permissions);
  }

  static SmartScope of(String type, Set<Permission> permissions) {
    return new SmartScope(
        type, permissions, "system/" + type + "." + Permission.letters(permissions));
  }

  /** Whether the text is a SMART resource scope at all, well-formed or not. */
  static boolean looksLikeOne(String text) {
    return text.startsWith("system/") || text.startsWith("user/") || text.startsWith("patient/");
  }

  /** Throws {@link ScopeException} for what this server does not grant. */
  static SmartScope parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new ScopeException(text, Reason.MALFORMED);
    }
    if (!"system".equals(matcher.group(1))) {
      throw new ScopeException(text, Reason.CONTEXT);
    }
    if (matcher.group(4) != null) {
      throw new ScopeException(text, Reason.QUERY);
    }
    String type = matcher.group(2);
    if (!ANY_TYPE.equals(type) && !TYPES.contains(type)) {
      throw new ScopeException(text, Reason.TYPE);
    }
    String letters = matcher.group(3);
    Set<Permission> permissions = VERSION_1.get(letters);
    if (permissions == null) {
      permissions =
          Permission.parse(letters).orElseThrow(() -> new ScopeException(text, Reason.MALFORMED));
    }
    return new SmartScope(type, permissions, text);
  }
}
