package org.xiangqiao.server.rest.operation;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.xiangqiao.server.rest.interaction.AccessGuard.Access;

/**
 * What a caller must be allowed to do before an operation runs.
 *
 * @param accesses interactions that the operation stands for, each held against the scopes
 * @param scopes scopes of this product that it needs besides
 */
public record OperationRights(List<Access> accesses, Set<String> scopes) {

  public OperationRights {
    accesses = List.copyOf(accesses);
    scopes = Set.copyOf(scopes);
  }

  /** For what shows and changes nobody's data: a valid token is enough. */
  public static OperationRights none() {
    return new OperationRights(List.of(), Set.of());
  }

  public static OperationRights read(String type, String id) {
    return one(RestOperationTypeEnum.READ, type, id);
  }

  public static OperationRights update(String type, String id) {
    return one(RestOperationTypeEnum.UPDATE, type, id);
  }

  /** To search each of these types; {@code *} for all. */
  public static OperationRights search(Collection<String> types) {
    return new OperationRights(
        types.stream()
            .map(
                type ->
                    new Access(
                        RestOperationTypeEnum.SEARCH_TYPE,
                        type.equals("*") ? null : type,
                        null,
                        null))
            .toList(),
        Set.of());
  }

  public OperationRights and(OperationRights other) {
    List<Access> all = new ArrayList<>(accesses);
    all.addAll(other.accesses);
    List<String> named = new ArrayList<>(scopes);
    named.addAll(other.scopes);
    return new OperationRights(all, Set.copyOf(new java.util.HashSet<>(named)));
  }

  public OperationRights andScope(String scope) {
    return and(new OperationRights(List.of(), Set.of(scope)));
  }

  private static OperationRights one(RestOperationTypeEnum interaction, String type, String id) {
    return new OperationRights(List.of(new Access(interaction, type, id, null)), Set.of());
  }
}
