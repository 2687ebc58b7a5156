package org.xiangqiao.store.search.criteria;

import static org.xiangqiao.store.StoreProblem.Kind.CURSOR_INVALID;
import static org.xiangqiao.store.StoreProblem.Kind.INVALID;
import static org.xiangqiao.store.StoreProblem.Kind.TOO_LARGE;
import static org.xiangqiao.store.StoreProblem.Kind.UNSUPPORTED_SEARCH;

import java.util.Collection;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

/** The refusals of a search. Parameter names are told, their values never. */
public final class SearchProblems {

  private SearchProblems() {}

  public static StoreException unknownParameter(
      String name, String type, Collection<String> supported) {
    return of(
        UNSUPPORTED_SEARCH,
        name,
        "search.unknown-parameter",
        shown(name),
        type,
        String.join(", ", supported));
  }

  public static StoreException unsupportedModifier(
      String name, String modifier, String type, Collection<String> supported) {
    return of(
        UNSUPPORTED_SEARCH,
        name,
        "search.unsupported-modifier",
        shown(name),
        shown(modifier),
        type,
        supported.isEmpty() ? "-" : String.join(", ", supported));
  }

  public static StoreException chain(String name, String type) {
    return of(UNSUPPORTED_SEARCH, name, "search.chain", shown(name), type);
  }

  public static StoreException badDate(String name) {
    return of(INVALID, name, "search.bad-date", shown(name));
  }

  public static StoreException badNumber(String name) {
    return of(INVALID, name, "search.bad-number", shown(name));
  }

  public static StoreException badPosition(String name) {
    return of(INVALID, name, "search.bad-position", shown(name));
  }

  public static StoreException badComposite(String name) {
    return of(INVALID, name, "search.bad-composite", shown(name));
  }

  public static StoreException badMissing(String name) {
    return of(INVALID, name, "search.bad-missing", shown(name));
  }

  public static StoreException badOfType(String name) {
    return of(INVALID, name, "search.bad-of-type", shown(name));
  }

  public static StoreException unknownValueSet(String name) {
    return of(UNSUPPORTED_SEARCH, name, "search.unknown-value-set", shown(name));
  }

  public static StoreException noHierarchy(String name) {
    return of(UNSUPPORTED_SEARCH, name, "search.no-hierarchy", shown(name));
  }

  public static StoreException badReference(String name) {
    return of(INVALID, name, "search.bad-reference", shown(name));
  }

  public static StoreException emptyValue(String name) {
    return of(INVALID, name, "search.empty-value", shown(name));
  }

  public static StoreException tooManyValues(String name, int max) {
    return of(TOO_LARGE, name, "search.too-many-values", shown(name), max);
  }

  public static StoreException badResultParameter(String name, String allowed) {
    return of(INVALID, name, "search.bad-result-parameter", shown(name), allowed);
  }

  public static StoreException unsupportedSort(String type, String allowed) {
    return of(UNSUPPORTED_SEARCH, "_sort", "search.unsupported-sort", type, allowed);
  }

  public static StoreException badInclude(String name, String type, Collection<String> allowed) {
    return of(
        UNSUPPORTED_SEARCH,
        name,
        "search.bad-include",
        shown(name),
        type,
        String.join(", ", allowed));
  }

  public static StoreException iterate(String name) {
    return of(UNSUPPORTED_SEARCH, name, "search.iterate", shown(name));
  }

  public static StoreException tooManyIncluded(int max) {
    return of(TOO_LARGE, "_include", "search.too-many-included", max);
  }

  public static StoreException emptyCriteria(String type) {
    return of(INVALID, type, "search.empty-criteria", type);
  }

  public static StoreException criteriaResultParameter(String name) {
    return of(UNSUPPORTED_SEARCH, name, "search.criteria-result-parameter", shown(name));
  }

  public static StoreException badEncoding() {
    return of(INVALID, "", "search.bad-encoding");
  }

  public static StoreException unknownType(String type) {
    return of(INVALID, shown(type), "search.unknown-type", shown(type));
  }

  public static StoreException cursor() {
    return of(CURSOR_INVALID, "", "search.cursor");
  }

  private static StoreException of(
      StoreProblem.Kind kind, String location, String key, Object... arguments) {
    return StoreProblem.of(kind, shown(location), key, arguments).exception();
  }

  private static String shown(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }
}
