package org.xiangqiao.server.security.scope;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which scopes an interaction needs. SMART App Launch 2.2: {@code r} covers read, vread and
 * instance history, {@code s} search and history of types and of the system. A conditional update
 * or delete tells by its criteria who exists, so it needs {@code s} too; a conditional create is
 * the way to send records without doubling them and needs {@code c} only. Whatever type a search or
 * criteria include or look into needs {@code s}.
 */
final class InteractionNeeds {

  /**
   * @param type null for interactions with the whole system
   * @param conditional whether the target is found by criteria
   * @param searched further types that are answered, included or looked into
   */
  Set<Need> of(
      RestOperationTypeEnum interaction, String type, boolean conditional, Set<String> searched) {
    Set<Need> needs = ofTarget(interaction, type, conditional);
    searched.stream().sorted().forEach(each -> needs.add(new Need(each, Permission.SEARCH)));
    return needs;
  }

  private static Set<Need> ofTarget(
      RestOperationTypeEnum interaction, String type, boolean conditional) {
    String touched = type == null ? SmartScope.ANY_TYPE : type;
    return switch (interaction) {
      // Each entry of a bundle is held against the scopes by itself.
      case METADATA, TRANSACTION, BATCH -> new LinkedHashSet<>();
      case READ, VREAD, HISTORY_INSTANCE, META -> needs(touched, false, Permission.READ);
      case CREATE -> needs(touched, false, Permission.CREATE);
      case UPDATE, PATCH, META_ADD, META_DELETE -> needs(touched, conditional, Permission.UPDATE);
      case DELETE -> needs(touched, conditional, Permission.DELETE);
      case HISTORY_TYPE, HISTORY_SYSTEM, GET_PAGE, SEARCH_TYPE ->
          needs(touched, false, Permission.SEARCH);
      // The types that are answered are among those searched.
      case SEARCH_SYSTEM -> new LinkedHashSet<>();
      // Operations may touch anything; without a rule of their own they need everything.
      default -> needs(SmartScope.ANY_TYPE, false, Permission.values());
    };
  }

  private static Set<Need> needs(String type, boolean conditional, Permission... permissions) {
    Set<Need> needs = new LinkedHashSet<>();
    Arrays.stream(permissions).forEach(each -> needs.add(new Need(type, each)));
    if (conditional) {
      needs.add(new Need(type, Permission.SEARCH));
    }
    return needs;
  }
}
