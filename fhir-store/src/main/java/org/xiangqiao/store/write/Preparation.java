package org.xiangqiao.store.write;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.WriteCheck;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.patch.ResourcePatcher;
import org.xiangqiao.store.search.CriteriaFinder;

/**
 * Checks what needs no database and copies the resources, so that the caller's stay as they are.
 */
final class Preparation {

  private final ResourceTypes types;
  private final CriteriaFinder finder;
  private final ResourcePatcher patcher;
  private final WriteCheck check;
  private final ResourceJson json;
  private final int limit;

  Preparation(
      ResourceTypes types,
      CriteriaFinder finder,
      ResourcePatcher patcher,
      WriteCheck check,
      ResourceJson json,
      int limit) {
    this.json = json;
    this.check = check;
    this.patcher = patcher;
    this.types = types;
    this.finder = finder;
    this.limit = limit;
  }

  List<PreparedWrite> prepare(Caller caller, List<PlacedOperation> operations) {
    if (operations.size() > limit) {
      throw StoreProblem.of(
              Kind.TOO_LARGE, "Bundle.entry", "too-many-entries", operations.size(), limit)
          .exception();
    }
    List<StoreProblem> problems = new ArrayList<>();
    List<Opened> opened = open(operations, problems);
    opened.forEach(one -> one.encode(check, caller));
    for (Opened one : opened) {
      try {
        one.hold(check, caller);
      } catch (StoreException refusal) {
        problems.addAll(refusal.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new StoreException(problems);
    }
    Set<String> named = fullUrls(operations);
    return opened.stream().map(one -> one.prepared(named)).toList();
  }

  private List<Opened> open(List<PlacedOperation> operations, List<StoreProblem> problems) {
    List<Opened> opened = new ArrayList<>(operations.size());
    Set<String> fullUrls = new HashSet<>();
    for (PlacedOperation placed : operations) {
      try {
        Opened one = open(placed);
        if (one.fullUrl() != null && !fullUrls.add(one.fullUrl())) {
          throw refusal(placed, ".fullUrl", "duplicate-fullurl");
        }
        opened.add(one);
      } catch (StoreException refusal) {
        problems.addAll(refusal.problems());
      }
    }
    return opened;
  }

  private static Set<String> fullUrls(List<PlacedOperation> operations) {
    Set<String> named = new HashSet<>();
    for (PlacedOperation placed : operations) {
      if (placed.operation() instanceof WriteOperation.Create create) {
        named.add(create.fullUrl());
      } else if (placed.operation() instanceof WriteOperation.Update update) {
        named.add(update.fullUrl());
      }
    }
    named.remove(null);
    named.remove("");
    return named;
  }

  private Opened open(PlacedOperation placed) {
    WriteOperation operation = placed.operation();
    if (operation instanceof WriteOperation.Create create) {
      return open(placed, create.resource(), null, create.ifNoneExist(), create.fullUrl());
    }
    if (operation instanceof WriteOperation.Update update) {
      Resource resource = update.resource();
      String id = resource == null ? null : resource.getIdElement().getIdPart();
      if (id == null && update.criteria() == null) {
        throw refusal(placed, ".resource.id", "id-missing");
      }
      return open(placed, resource, id, update.criteria(), update.fullUrl());
    }
    if (operation instanceof WriteOperation.Patch patch) {
      checkPatch(placed, patch);
      return existing(placed, patch.type(), patch.id(), patch.criteria());
    }
    WriteOperation.Delete delete = (WriteOperation.Delete) operation;
    return existing(placed, delete.type(), delete.id(), delete.criteria());
  }

  /** A write without a resource of its own. */
  private Opened existing(PlacedOperation placed, String givenType, String id, String criteria) {
    String type = known(placed, givenType);
    if (id == null && criteria == null) {
      throw refusal(placed, "", "id-missing");
    }
    checkId(placed, id);
    return new Opened(
        placed, type, id, null, null, criteria, normalise(placed, type, criteria), null);
  }

  private void checkPatch(PlacedOperation placed, WriteOperation.Patch patch) {
    if (patch.document() == null) {
      throw refusal(placed, ".resource", "patch-missing");
    }
    Patching.placed(
        placed.place(),
        () -> {
          patcher.check(patch.document());
          return null;
        });
  }

  private Opened open(
      PlacedOperation placed, Resource given, String id, String criteria, String fullUrl) {
    if (given == null) {
      throw refusal(placed, ".resource", "resource-missing");
    }
    String type = known(placed, given.fhirType());
    checkId(placed, id);
    Resource own = copy(given);
    return new Opened(
        placed,
        type,
        id,
        own,
        new GivenText(json, own),
        criteria,
        normalise(placed, type, criteria),
        fullUrl == null || fullUrl.isBlank() ? null : fullUrl);
  }

  private static Resource copy(Resource given) {
    Resource copy = given.copy();
    if (given instanceof Binary binary) {
      // The library's copy drops the extension that names the content.
      ((Binary) copy).setDataElement(binary.getDataElement());
    }
    return copy;
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
