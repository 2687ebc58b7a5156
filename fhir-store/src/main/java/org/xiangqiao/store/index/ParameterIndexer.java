package org.xiangqiao.store.index;

import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.DATE;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.NUMBER;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.QUANTITY;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.REFERENCE;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.SPECIAL;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.STRING;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.TOKEN;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.URI;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.Map;
import java.util.function.IntFunction;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.NameSpelling;

/** Indexes a resource by the search parameters of its type. */
public final class ParameterIndexer implements ResourceIndexer {

  private final IntFunction<SearchParameters> parameters;
  private final IndexHash hash;
  private final Map<RestSearchParameterTypeEnum, ValueIndexer> indexers;
  private final CompositeIndexer composites;

  /**
   * @param parameters of each tenant
   * @param spelling how names are read aloud
   */
  public ParameterIndexer(
      IntFunction<SearchParameters> parameters,
      IndexHash hash,
      UnitConversion units,
      NameSpelling spelling) {
    this.parameters = parameters;
    this.hash = hash;
    Amounts amounts = new Amounts(units, hash);
    AmountIndexer amount = new AmountIndexer(amounts);
    this.composites = new CompositeIndexer(amounts);
    this.indexers =
        Map.of(
            TOKEN, new TokenIndexer(),
            REFERENCE, new ReferenceIndexer(),
            STRING, new StringIndexer(spelling),
            DATE, new DateIndexer(),
            URI, new UriIndexer(),
            NUMBER, amount,
            QUANTITY, amount,
            SPECIAL, new PositionIndexer());
  }

  @Override
  public IndexValues index(int tenantId, Resource resource) {
    TypeParameters type = parameters.apply(tenantId).of(resource.fhirType());
    IndexCollector collector = new IndexCollector(tenantId, hash, type);
    for (IndexedParameter parameter : type.all()) {
      if (type.isUnion(parameter)) {
        mark(parameter, resource, collector);
      } else if (parameter.composite() != null) {
        composites.index(parameter, resource, collector);
      } else {
        index(parameter, resource, collector);
      }
    }
    if (type.type().equals("Patient") && resource.hasId()) {
      collector.patientIs("Patient/" + resource.getIdElement().getIdPart());
    }
    return collector.values();
  }

  private void index(IndexedParameter parameter, Resource resource, IndexCollector collector) {
    ValueIndexer indexer = indexers.get(parameter.kind());
    parameter.visit(
        resource,
        (element, place) -> {
          mark(parameter, element, collector);
          indexer.index(parameter, element, place, collector);
        });
  }

  private static void mark(
      IndexedParameter parameter, Resource resource, IndexCollector collector) {
    parameter.visit(resource, (element, place) -> mark(parameter, element, collector));
  }

  private static void mark(IndexedParameter parameter, Base element, IndexCollector collector) {
    if (!element.isPrimitive() || element.hasPrimitiveValue()) {
      collector.present(parameter);
    }
  }
}
