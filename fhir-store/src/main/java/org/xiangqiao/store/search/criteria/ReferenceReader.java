package org.xiangqiao.store.search.criteria;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.ReferenceTarget;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.TypeParameters;

/** Reads reference parameters (R4 search.html#reference): type and id, id alone, URL. */
final class ReferenceReader implements ParameterReader {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

  private final IndexHash hash;
  private final SearchParameters parameters;
  private final List<String> ownBases;
  private final boolean patientsStored;
  private final TokenReader tokens;

  ReferenceReader(
      IndexHash hash,
      SearchParameters parameters,
      List<String> ownBases,
      boolean patientsStored,
      TokenReader tokens) {
    this.patientsStored = patientsStored;
    this.tokens = tokens;
    this.hash = hash;
    this.parameters = parameters;
    this.ownBases = ownBases;
  }

  @Override
  public Criterion read(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    if ("identifier".equals(name.modifier())) {
      return tokens.inReference(tenantId, parameter, name, values);
    }
    String onlyType = onlyType(parameter, name);
    TypeParameters type = parameters.of(parameter.type());
    boolean byColumn =
        patientsStored && type.compartment().columnParameters().contains(parameter.name());
    List<String> patients = new ArrayList<>();
    long[] hashes = new long[values.size()];
    for (int i = 0; i < hashes.length; i++) {
      ReferenceTarget target = target(ValueSyntax.unescape(values.get(i)), name, onlyType);
      hashes[i] = hash(tenantId, parameter.key(), target);
      if (byColumn && target.isLocal() && "Patient".equals(target.type())) {
        patients.add(target.id());
      }
    }
    boolean allPatients = byColumn && patients.size() == hashes.length;
    return new TokenCriterion(hashes, false, allPatients ? List.copyOf(patients) : null, List.of());
  }

  /** The hash of a component of a composite. */
  long component(int tenantId, String key, Set<String> targets, ParameterName name, String value) {
    String type = targets.size() == 1 ? targets.iterator().next() : null;
    return hash(tenantId, key, target(ValueSyntax.unescape(value), name, type));
  }

  private String onlyType(IndexedParameter parameter, ParameterName name) {
    if (name.modifier() != null) {
      boolean possible =
          parameters.knowsType(name.modifier())
              && parameter.kind() == RestSearchParameterTypeEnum.REFERENCE
              && (parameter.targets().isEmpty() || parameter.targets().contains(name.modifier()));
      if (!possible) {
        List<String> supported = new ArrayList<>(parameter.targets().stream().sorted().toList());
        supported.add("identifier");
        throw SearchProblems.unsupportedModifier(
            name.raw(), name.modifier(), parameter.type(), supported);
      }
      return name.modifier();
    }
    return parameter.targets().size() == 1 ? parameter.targets().iterator().next() : null;
  }

  private ReferenceTarget target(String value, ParameterName name, String onlyType) {
    if (ID.matcher(value).matches()) {
      return new ReferenceTarget(onlyType, value, null);
    }
    String local = value;
    for (String base : ownBases) {
      if (value.startsWith(base)) {
        local = value.substring(base.length());
        break;
      }
    }
    return ReferenceTarget.parse(local).orElseThrow(() -> SearchProblems.badReference(name.raw()));
  }

  private long hash(int tenantId, String key, ReferenceTarget target) {
    if (!target.isLocal()) {
      return hash.uri(tenantId, key, target.absoluteUrl());
    }
    return target.type() == null
        ? hash.referenceId(tenantId, key, target.id())
        : hash.reference(tenantId, key, target.type(), target.id());
  }
}
