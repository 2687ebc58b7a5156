package org.xiangqiao.store.index;

import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.DATE;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.REFERENCE;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.STRING;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.TOKEN;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.URI;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;

/** Indexes a resource by the search parameters of its type. */
public final class ParameterIndexer implements ResourceIndexer {

  private static final Map<RestSearchParameterTypeEnum, ValueIndexer> INDEXERS =
      Map.of(
          TOKEN, new TokenIndexer(),
          REFERENCE, new ReferenceIndexer(),
          STRING, new StringIndexer(),
          DATE, new DateIndexer(),
          URI, new UriIndexer());

  private final SearchParameters parameters;
  private final IndexHash hash;

  public ParameterIndexer(SearchParameters parameters, IndexHash hash) {
    this.parameters = parameters;
    this.hash = hash;
  }

  @Override
  public IndexValues index(int tenantId, Resource resource) {
    TypeParameters type = parameters.of(resource.fhirType());
    IndexCollector collector = new IndexCollector(tenantId, hash, type);
    for (IndexedParameter parameter : type.all()) {
      ValueIndexer indexer = INDEXERS.get(parameter.kind());
      parameter.visit(
          resource,
          (element, place) -> {
            collector.present(parameter);
            indexer.index(parameter, element, place, collector);
          });
    }
    if (type.type().equals("Patient") && resource.hasId()) {
      collector.patientIs("Patient/" + resource.getIdElement().getIdPart());
    }
    return collector.values();
  }
}
