package org.xiangqiao.bench.oracle.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.hl7.fhir.r4.model.Base;

/** Conditions on uri parameters (R4 search.html#uri). */
final class Uris implements Conditions {

  @Override
  public List<Criterion> of(Parameter parameter, List<Base> values, Pick pick) {
    List<Criterion> all = new ArrayList<>();
    List<String> uris = values.stream().map(Base::primitiveValue).filter(Objects::nonNull).toList();
    if (uris.isEmpty()) {
      return all;
    }
    String name = parameter.name();
    String one = pick.from(uris);
    all.add(new Criterion(name, SearchValue.escape(one), "uri"));
    all.add(new Criterion(name, one.toUpperCase(Locale.ROOT), "uri other case"));
    all.add(new Criterion(name, one.substring(0, one.length() - 1), "uri start"));
    if (one.startsWith("http")) {
      all.add(
          new Criterion(name + ":below", one.substring(0, one.lastIndexOf('/') + 1), "uri:below"));
      all.add(new Criterion(name + ":above", one + "/more", "uri:above"));
    }
    return all;
  }
}
