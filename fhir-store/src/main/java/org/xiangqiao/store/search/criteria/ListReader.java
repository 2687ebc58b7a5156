package org.xiangqiao.store.search.criteria;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code _list}: ids of Lists; functional lists are refused (R4 search.html#list). */
final class ListReader implements NamedReader {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

  @Override
  public Criterion read(Focus focus, ParameterName name, String value) {
    name.requireModifier(focus.type().type(), Set.of());
    List<String> ids =
        ValueSyntax.split(value, ',').stream().map(each -> id(name, each.strip())).toList();
    return new ListCriterion(ids);
  }

  private static String id(ParameterName name, String value) {
    if (value.startsWith("$")) {
      throw SearchProblems.functionalList(name.raw());
    }
    String id = value.startsWith("List/") ? value.substring("List/".length()) : value;
    if (!ID.matcher(id).matches()) {
      throw SearchProblems.badReference(name.raw());
    }
    return id;
  }
}
