package org.xiangqiao.store.search.criteria;

import static org.xiangqiao.store.StoreProblem.Kind.CURSOR_INVALID;
import static org.xiangqiao.store.StoreProblem.Kind.INVALID;
import static org.xiangqiao.store.StoreProblem.Kind.NOT_FOUND;
import static org.xiangqiao.store.StoreProblem.Kind.TOO_LARGE;
import static org.xiangqiao.store.StoreProblem.Kind.UNSUPPORTED_SEARCH;

import java.util.Collection;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

/** The refusals of a search. Parameter names are told, their values never. */
public final class SearchProblems {

  private static final String UNKNOWN = "search.unknown-parameter";
  private static final String NO_LINK = "search.chain-link";

  private static final String FILTER = "_filter";

  private SearchProblems() {}

  public static StoreException unknownParameter(
      String name, String type, Collection<String> supported) {
    return of(UNSUPPORTED_SEARCH, name, UNKNOWN, shown(name), type, String.join(", ", supported));
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

  public static StoreException chainUnknown(
      String name, String reference, Collection<String> types) {
    return of(
        UNSUPPORTED_SEARCH,
        name,
        "search.chain-unknown",
        shown(name),
        shown(reference),
        String.join(", ", types));
  }

  public static StoreException chainNeedsType(String name, String reference) {
    return of(UNSUPPORTED_SEARCH, name, "search.chain-type", shown(name), shown(reference));
  }

  public static StoreException canonicalChain(String name, String reference) {
    return of(UNSUPPORTED_SEARCH, name, "search.chain-canonical", shown(name), shown(reference));
  }

  public static StoreException notAReference(
      String name, String code, String type, Collection<String> references) {
    return of(
        UNSUPPORTED_SEARCH,
        name,
        NO_LINK,
        shown(name),
        shown(code),
        type,
        references.isEmpty() ? "-" : String.join(", ", references));
  }

  public static StoreException badChain(String name) {
    return of(INVALID, name, "search.chain-form", shown(name));
  }

  public static StoreException tooDeep(String name, int max) {
    return of(TOO_LARGE, name, "search.chain-depth", shown(name), max);
  }

  public static StoreException badHas(String name, String type) {
    return of(UNSUPPORTED_SEARCH, name, "search.has-form", shown(name), type);
  }

  public static StoreException hasOtherTarget(String name, String reference, String type) {
    return of(UNSUPPORTED_SEARCH, name, "search.has-target", shown(name), shown(reference), type);
  }

  public static StoreException functionalList(String name) {
    return of(UNSUPPORTED_SEARCH, name, "search.functional-list", shown(name));
  }

  public static StoreException badFilter(int place, String expected) {
    return of(INVALID, FILTER, "search.filter-form", place, expected);
  }

  public static StoreException filterTooLarge(String limit, int max) {
    return of(TOO_LARGE, FILTER, "search.filter-size", limit, max);
  }

  public static StoreException filterOperator(
      String operator, int place, String parameter, Collection<String> possible) {
    return of(
        UNSUPPORTED_SEARCH,
        FILTER,
        "search.filter-operator",
        operator,
        place,
        shown(parameter),
        String.join(", ", possible));
  }

  public static StoreException filterValue(String operator, int place, String allowed) {
    return of(INVALID, FILTER, "search.filter-value", operator, place, allowed);
  }

  public static StoreException notInCompartment(
      String type, String compartment, Collection<String> types) {
    return of(
        NOT_FOUND, type, "search.not-in-compartment", type, compartment, String.join(", ", types));
  }

  public static StoreException noCompartment(String type, Collection<String> compartments) {
    return of(
        NOT_FOUND, type, "search.no-compartment", shown(type), String.join(", ", compartments));
  }

  public static StoreException notAcrossTypes(String name) {
    return of(UNSUPPORTED_SEARCH, name, "search.not-across-types", shown(name));
  }

  public static StoreException sortAcrossTypes() {
    return of(UNSUPPORTED_SEARCH, "_sort", "search.sort-across-types");
  }

  public static StoreException criteriaOtherType(String type) {
    return of(UNSUPPORTED_SEARCH, type, "search.criteria-other-type", type);
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

  public static StoreException badSort(int max) {
    return of(INVALID, "_sort", "search.bad-sort", max);
  }

  public static StoreException tooManyLevels(int max) {
    return of(TOO_LARGE, "_include", "search.too-many-levels", max);
  }

  public static StoreException countTooLong(long seconds) {
    return of(TOO_LARGE, "_total", "search.count-too-long", seconds);
  }

  public static StoreException tooManyWithText(String name, int limit) {
    return of(TOO_LARGE, name, "search.text-too-many", shown(name), limit);
  }

  public static StoreException textTooLong(String name, int most) {
    return of(INVALID, name, "search.text-too-long", shown(name), most);
  }

  public static StoreException noWords(String name) {
    return of(INVALID, name, "search.text-no-words", shown(name));
  }

  public static StoreException textInCriteria(String name) {
    return of(UNSUPPORTED_SEARCH, name, "search.text-in-criteria", shown(name));
  }

  /** The index is not there, or is not complete yet. */
  public static StoreException textNotReady() {
    return of(StoreProblem.Kind.UNAVAILABLE, "", "search.text-not-ready");
  }

  public static StoreException tooManyToGroup(int most) {
    return of(TOO_LARGE, "", "search.too-many-to-group", most);
  }

  public static StoreException tooManyLast(int most) {
    return of(TOO_LARGE, "", "search.too-many-last", most);
  }

  public static StoreException labelsTooLong(long seconds) {
    return of(TOO_LARGE, "", "search.labels-too-long", seconds);
  }

  public static StoreException tooManyLabels(int most) {
    return of(TOO_LARGE, "", "search.too-many-labels", most);
  }

  public static StoreException explainOneType() {
    return of(UNSUPPORTED_SEARCH, "_explain", "search.explain-one-type");
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

  /** True if a type just does not know a parameter, as one of several target types may. */
  static boolean isUnknown(StoreException refusal) {
    String key = refusal.problems().get(0).key();
    return key.equals(UNKNOWN) || key.equals(NO_LINK);
  }

  private static StoreException of(
      StoreProblem.Kind kind, String location, String key, Object... arguments) {
    return StoreProblem.of(kind, shown(location), key, arguments).exception();
  }

  private static String shown(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }
}
