package org.xiangqiao.server.security.scope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.server.security.scope.ScopeException.Reason;

/** A set of granted scopes (授权范围). SMART App Launch 2.2, Backend Services. */
public final class SmartScopes {

  private final Map<Permission, Set<String>> types = new EnumMap<>(Permission.class);
  private final Set<String> product = new LinkedHashSet<>();
  private final List<String> written;

  private SmartScopes(Collection<String> scopes) {
    Set<String> kept = new LinkedHashSet<>();
    for (String scope : scopes) {
      if (SmartScope.looksLikeOne(scope)) {
        SmartScope parsed = SmartScope.parse(scope);
        for (Permission permission : parsed.permissions()) {
          types.computeIfAbsent(permission, any -> new HashSet<>()).add(parsed.type());
        }
      } else if (ProductScope.all().contains(scope)) {
        product.add(scope);
      } else {
        throw new ScopeException(scope, Reason.MALFORMED);
      }
      kept.add(scope);
    }
    written = List.copyOf(kept);
  }

  /**
   * For registration: throws {@link ScopeException} for anything that this server does not grant.
   */
  public static SmartScopes parse(Collection<String> scopes) {
    return new SmartScopes(scopes);
  }

  /**
   * For tokens of an issuer that may also grant what concerns others ({@code openid}, {@code
   * patient/…}): only what this server understands and enforces counts, the rest gives nothing.
   */
  public static SmartScopes understood(Collection<String> scopes) {
    List<String> known = new ArrayList<>();
    for (String scope : scopes) {
      try {
        new SmartScopes(List.of(scope));
        known.add(scope);
      } catch (ScopeException notOurs) {
        // Grants nothing here.
      }
    }
    return new SmartScopes(known);
  }

  /** Splits the space-separated form of RFC 6749, section 3.3. */
  public static List<String> split(String scope) {
    return scope == null || scope.isBlank() ? List.of() : Arrays.asList(scope.trim().split("\\s+"));
  }

  public boolean allows(Need need) {
    return allows(need.type(), need.permission());
  }

  public boolean allows(String type, Permission permission) {
    Set<String> allowed = types.getOrDefault(permission, Set.of());
    return allowed.contains(SmartScope.ANY_TYPE) || allowed.contains(type);
  }

  public boolean allows(ProductScope scope) {
    return product.contains(scope.text());
  }

  /**
   * What a token request gets: requested ∩ registered, letter by letter. Scopes that neither SMART
   * nor this server defines are left out, as RFC 6749 allows; those that ask for something this
   * server must not pretend to enforce are refused.
   */
  public List<String> narrow(Collection<String> requested) {
    Set<String> granted = new LinkedHashSet<>();
    for (String scope : requested) {
      if (!SmartScope.looksLikeOne(scope)) {
        if (product.contains(scope)) {
          granted.add(scope);
        }
        continue;
      }
      SmartScope asked = SmartScope.parse(scope);
      Set<Permission> both = registeredFor(asked.type());
      both.retainAll(asked.permissions());
      if (both.equals(asked.permissions())) {
        granted.add(scope);
        continue;
      }
      if (!both.isEmpty()) {
        granted.add(SmartScope.of(asked.type(), both).written());
      }
      if (SmartScope.ANY_TYPE.equals(asked.type())) {
        beyondAnyType(asked, both).forEach(more -> granted.add(more.written()));
      }
    }
    return List.copyOf(granted);
  }

  /** Types that are registered with letters which were asked for all types but not granted so. */
  private List<SmartScope> beyondAnyType(SmartScope asked, Set<Permission> forAny) {
    Map<String, EnumSet<Permission>> more = new LinkedHashMap<>();
    for (Permission permission : asked.permissions().stream().sorted().toList()) {
      if (!forAny.contains(permission)) {
        types.getOrDefault(permission, Set.of()).stream()
            .sorted()
            .forEach(
                type ->
                    more.computeIfAbsent(type, any -> EnumSet.noneOf(Permission.class))
                        .add(permission));
      }
    }
    return more.entrySet().stream()
        .map(each -> SmartScope.of(each.getKey(), each.getValue()))
        .toList();
  }

  private Set<Permission> registeredFor(String type) {
    Set<Permission> registered = EnumSet.noneOf(Permission.class);
    for (Permission permission : Permission.values()) {
      if (allows(type, permission)) {
        registered.add(permission);
      }
    }
    return registered;
  }

  /** As granted, in order. */
  public List<String> written() {
    return written;
  }

  @Override
  public String toString() {
    return String.join(" ", written);
  }
}
