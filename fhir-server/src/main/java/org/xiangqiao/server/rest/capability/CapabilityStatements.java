package org.xiangqiao.server.rest.capability;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalReadStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.xiangqiao.server.rest.interaction.ResourceSource;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.store.patch.PatchDocument;

/**
 * Builds the CapabilityStatement (R4 capabilitystatement.html) once, when it is first asked for,
 * and keeps it as the text that goes to the wire.
 */
public final class CapabilityStatements {

  private static final List<TypeRestfulInteraction> ALL =
      List.of(
          TypeRestfulInteraction.READ,
          TypeRestfulInteraction.VREAD,
          TypeRestfulInteraction.UPDATE,
          TypeRestfulInteraction.PATCH,
          TypeRestfulInteraction.DELETE,
          TypeRestfulInteraction.HISTORYINSTANCE,
          TypeRestfulInteraction.HISTORYTYPE,
          TypeRestfulInteraction.CREATE,
          TypeRestfulInteraction.SEARCHTYPE);

  /** Parameters of every type that have no SearchParameter of their own (R4 search.html). */
  private static final Map<String, SearchParamType> FOR_ALL_TYPES =
      new TreeMap<>(
          Map.of(
              "_filter", SearchParamType.SPECIAL,
              "_has", SearchParamType.STRING,
              "_list", SearchParamType.STRING,
              "_type", SearchParamType.TOKEN));

  private static final String COMPARTMENT = "http://hl7.org/fhir/CompartmentDefinition/";
  private static final List<String> COMPARTMENTS =
      List.of("patient", "encounter", "relatedPerson", "practitioner", "device");

  /** What the statement has no element for. */
  private static final String BESIDES =
      "Prefer: return=minimal, return=representation, return=OperationOutcome, handling=strict,"
          + " handling=lenient, respond-async. HEAD wherever GET is. If-Match, If-None-Match,"
          + " If-Modified-Since, If-None-Exist. Compartments as in Patient/[id]/Observation and"
          + " Patient/[id]/*. X-Cascade: delete. Search by GET and by POST to _search; _count, _sort,"
          + " _total, _summary, _elements, _include, _revinclude, _contained where the search page"
          + " says so. Search parameters that a county has posted work there, but are not listed. An"
          + " OpenAPI document is at api-docs, a page to browse it at swagger-ui/.";

  private final FhirContext context;
  private final SortedSet<String> types;
  private final ResourceSources sources;
  private final Function<String, SearchOffer> search;
  private final List<CapabilityContributor> contributors;
  private final String version;
  private final Date built;
  private volatile Published last = new Published("", "");

  private record Published(String root, String json) {}

  /**
   * What can be searched of one type.
   *
   * @param parameters by name
   * @param includes values of {@code _include}
   * @param revIncludes values of {@code _revinclude}
   */
  public record SearchOffer(
      Map<String, Parameter> parameters, List<String> includes, List<String> revIncludes) {}

  /**
   * One search parameter.
   *
   * @param type code of its FHIR type
   * @param definition canonical address of its definition, or null
   */
  public record Parameter(String type, String definition) {}

  public CapabilityStatements(
      FhirContext context,
      SortedSet<String> types,
      ResourceSources sources,
      Function<String, SearchOffer> search,
      List<CapabilityContributor> contributors,
      String version,
      Instant built) {
    this.context = context;
    this.types = types;
    this.sources = sources;
    this.search = search;
    this.contributors = contributors;
    this.version = version;
    this.built = Date.from(built);
  }

  /** As JSON; the last one is kept, and all requests for one public root get the same text. */
  String json(String root) {
    Published known = last;
    if (!known.root().equals(root)) {
      known = new Published(root, context.newJsonParser().encodeResourceToString(statement(root)));
      last = known;
    }
    return known.json();
  }

  /** Made anew. */
  public CapabilityStatement statement(String root) {
    CapabilityStatement statement = new CapabilityStatement();
    statement.setName("Xiangqiao").setTitle("Xiangqiao 乡桥 FHIR server");
    statement.setStatus(PublicationStatus.ACTIVE).setDate(built).setPublisher("Xiangqiao");
    statement.setKind(CapabilityStatementKind.INSTANCE).setFhirVersion(FHIRVersion._4_0_1);
    statement.getSoftware().setName("Xiangqiao").setVersion(version);
    statement
        .getImplementation()
        .setDescription("FHIR R4 interoperability server of a county's township health centres")
        .setUrl(root + "/fhir");
    statement.addFormat("application/fhir+json");
    statement.addFormat("application/fhir+xml");
    statement.addFormat("json");
    statement.addFormat("xml");
    statement.addPatchFormat(PatchDocument.JSON_MEDIA_TYPE);
    statement.addPatchFormat("application/fhir+json");
    statement.addPatchFormat("application/fhir+xml");
    CapabilityStatementRestComponent rest =
        statement.addRest().setMode(RestfulCapabilityMode.SERVER).setDocumentation(BESIDES);
    types.forEach(type -> add(rest, type));
    rest.addInteraction().setCode(SystemRestfulInteraction.TRANSACTION);
    rest.addInteraction().setCode(SystemRestfulInteraction.BATCH);
    rest.addInteraction().setCode(SystemRestfulInteraction.HISTORYSYSTEM);
    rest.addInteraction().setCode(SystemRestfulInteraction.SEARCHSYSTEM);
    FOR_ALL_TYPES.forEach((name, type) -> rest.addSearchParam().setName(name).setType(type));
    COMPARTMENTS.forEach(name -> rest.addCompartment(COMPARTMENT + name));
    contributors.forEach(contributor -> contributor.contribute(statement, root));
    return statement;
  }

  private void add(CapabilityStatementRestComponent rest, String type) {
    CapabilityStatementRestResourceComponent resource = rest.addResource().setType(type);
    ResourceSource elsewhere = sources.elsewhere(type).orElse(null);
    if (elsewhere != null) {
      resource.addInteraction().setCode(TypeRestfulInteraction.READ);
      resource.addInteraction().setCode(TypeRestfulInteraction.SEARCHTYPE);
      resource.setVersioning(ResourceVersionPolicy.NOVERSION);
      elsewhere
          .searchParameters()
          .forEach((name, code) -> addParameter(resource, name, new Parameter(code, null)));
      return;
    }
    ALL.forEach(interaction -> resource.addInteraction().setCode(interaction));
    if (type.equals("Binary")) {
      resource.setDocumentation(
          "Content is sent and given as it is unless application/fhir+json or application/fhir+xml"
              + " is named; securityContext is enforced.");
    }
    resource.setVersioning(ResourceVersionPolicy.VERSIONEDUPDATE);
    resource.setReadHistory(true).setUpdateCreate(true);
    resource.setConditionalCreate(true).setConditionalUpdate(true);
    resource.setConditionalRead(ConditionalReadStatus.FULLSUPPORT);
    resource.setConditionalDelete(ConditionalDeleteStatus.MULTIPLE);
    SearchOffer offer = search.apply(type);
    offer.includes().forEach(resource::addSearchInclude);
    offer.revIncludes().forEach(resource::addSearchRevInclude);
    offer.parameters().forEach((name, parameter) -> addParameter(resource, name, parameter));
  }

  private static void addParameter(
      CapabilityStatementRestResourceComponent resource, String name, Parameter parameter) {
    resource
        .addSearchParam()
        .setName(name)
        .setType(SearchParamType.fromCode(parameter.type()))
        .setDefinition(parameter.definition());
  }
}
