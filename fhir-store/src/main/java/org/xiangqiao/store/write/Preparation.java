package org.xiangqiao.store.write;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.search.CriteriaFinder;

/**
 * Checks what needs no database and copies the resources, so that the caller's stay as they are.
 */
final class Preparation {

  private final ResourceTypes types;
  private final CriteriaFinder finder;
  private final int limit;

  Preparation(ResourceTypes types, CriteriaFinder finder, int limit) {
    this.types = types;
    this.finder = finder;
    this.limit = limit;
  }

  List<PreparedWrite> prepare(List<PlacedOperation> operations) {
    if (operations.size() > limit) {
      throw StoreProblem.of(
              Kind.TOO_LARGE, "Bundle.entry", "too-many-entries", operations.size(), limit)
          .exception();
    }
    List<PreparedWrite> prepared = new ArrayList<>(operations.size());
    Set<String> fullUrls = new HashSet<>();
    List<StoreProblem> problems = new ArrayList<>();
    for (PlacedOperation placed : operations) {
      try {
        PreparedWrite write = prepare(placed);
        if (write.fullUrl() != null && !fullUrls.add(write.fullUrl())) {
          throw refusal(placed, ".fullUrl", "duplicate-fullurl");
        }
        prepared.add(write);
      } catch (StoreException refusal) {
        problems.addAll(refusal.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new StoreException(problems);
    }
    return prepared;
  }

  private PreparedWrite prepare(PlacedOperation placed) {
    WriteOperation operation = placed.operation();
    if (operation instanceof WriteOperation.Create create) {
      return prepare(placed, create.resource(), null, create.ifNoneExist(), create.fullUrl());
    }
    if (operation instanceof WriteOperation.Update update) {
      Resource resource = update.resource();
      String id = resource == null ? null : resource.getIdElement().getIdPart();
      if (id == null && update.criteria() == null) {
        throw refusal(placed, ".resource.id", "id-missing");
      }
      return prepare(placed, resource, id, update.criteria(), update.fullUrl());
    }
    WriteOperation.Delete delete = (WriteOperation.Delete) operation;
    String type = known(placed, delete.type());
    if (delete.id() == null && delete.criteria() == null) {
      throw refusal(placed, "", "id-missing");
    }
    checkId(placed, delete.id());
    return new PreparedWrite(
        operation,
        placed.place(),
        type,
        delete.id(),
        null,
        null,
        List.of(),
        delete.criteria(),
        normalise(placed, type, delete.criteria()),
        null);
  }

  private PreparedWrite prepare(
      PlacedOperation placed, Resource given, String id, String criteria, String fullUrl) {
    if (given == null) {
      throw refusal(placed, ".resource", "resource-missing");
    }
    String type = known(placed, given.fhirType());
    checkId(placed, id);
    Resource resource = given.copy();
    if (given instanceof Binary binary) {
      // The library's copy drops the extension that names the content.
      ((Binary) resource).setDataElement(binary.getDataElement());
    }
    String root = placed.place().isEmpty() ? type : placed.place() + ".resource";
    return new PreparedWrite(
        placed.operation(),
        placed.place(),
        type,
        id,
        resource,
        resource.getMeta().copy(),
        ReferenceWalk.of(resource, root),
        criteria,
        normalise(placed, type, criteria),
        fullUrl == null || fullUrl.isBlank() ? null : fullUrl);
  }

  private String normalise(PlacedOperation placed, String type, String criteria) {
    if (criteria == null) {
      return null;
    }
    if (criteria.isBlank()) {
      throw refusal(placed, "", "criteria-empty");
    }
    return finder.normalise(type, criteria);
  }

  private String known(PlacedOperation placed, String type) {
    if (type == null || !types.knows(type)) {
      throw refusal(placed, "", "unknown-type", String.valueOf(type));
    }
    return type;
  }

  private static void checkId(PlacedOperation placed, String id) {
    if (id != null && !Target.validId(id)) {
      throw refusal(placed, placed.place().isEmpty() ? "id" : ".resource.id", "id-malformed");
    }
  }

  private static StoreException refusal(
      PlacedOperation placed, String below, String key, Object... arguments) {
    return StoreProblem.of(Kind.INVALID, placed.place() + below, key, arguments).exception();
  }
}
