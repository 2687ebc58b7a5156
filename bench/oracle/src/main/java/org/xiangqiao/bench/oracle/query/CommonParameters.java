package org.xiangqiao.bench.oracle.query;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;

/** Parameters of all types: {@code _id _tag _profile _security _source _list _filter}. */
final class CommonParameters implements CaseSource {

  private final Records records;
  private final KnownConditions known;
  private final Pick pick;

  CommonParameters(Records records, KnownConditions known, Pick pick) {
    this.records = records;
    this.known = known;
    this.pick = pick;
  }

  @Override
  public Optional<SearchCase> next() {
    String type = pick.oneIn(2) ? "Patient" : pick.from(records.types());
    Resource resource = pick.from(records.of(type));
    return switch (pick.below(8)) {
      case 0 -> id(resource);
      case 1 -> coding("_tag", type, resource.getMeta().getTag());
      case 2 -> coding("_security", type, resource.getMeta().getSecurity());
      case 3 -> profile(resource);
      case 4 -> source(resource);
      case 5 -> Optional.of(single(type, "_list", pick.of("sup-list-1", "sup-list-2")));
      case 6 -> filter(resource);
      default ->
          Optional.of(
              single(
                  type,
                  pick.of("_tag", "_security", "_profile") + ":missing",
                  pick.of("true", "false")));
    };
  }

  private Optional<SearchCase> id(Resource resource) {
    String id = resource.getIdElement().getIdPart();
    String other = pick.from(records.of(resource.fhirType())).getIdElement().getIdPart();
    return Optional.of(
        single(
            resource.fhirType(),
            "_id",
            pick.of(id, id + "," + other, id + ",none", resource.fhirType() + "/" + id)));
  }

  private Optional<SearchCase> coding(String name, String type, List<Coding> codings) {
    if (codings.isEmpty()) {
      return Optional.empty();
    }
    Coding coding = pick.from(codings);
    String whole =
        coding.hasSystem() ? coding.getSystem() + "|" + coding.getCode() : coding.getCode();
    return Optional.of(
        single(type, name + pick.of("", "", ":not"), pick.of(coding.getCode(), whole, whole)));
  }

  private Optional<SearchCase> profile(Resource resource) {
    if (!resource.getMeta().hasProfile()) {
      return Optional.empty();
    }
    String url = resource.getMeta().getProfile().get(0).getValue();
    if (pick.oneIn(3)) {
      return Optional.of(
          single(resource.fhirType(), "_profile:below", url.substring(0, url.lastIndexOf('/'))));
    }
    return Optional.of(
        single(resource.fhirType(), "_profile", pick.of(url, url.replaceFirst("\\|.*", ""))));
  }

  private Optional<SearchCase> source(Resource resource) {
    return resource.getMeta().hasSource()
        ? Optional.of(
            single(
                resource.fhirType(),
                "_source",
                resource.getMeta().getSource().replaceFirst("#.*", "")))
        : Optional.empty();
  }

  private Optional<SearchCase> filter(Resource resource) {
    Optional<Criterion> one = known.metBy(resource).filter(CommonParameters::filterable);
    Optional<Criterion> two = known.metBy(resource).filter(CommonParameters::filterable);
    if (one.isEmpty() || two.isEmpty()) {
      return Optional.empty();
    }
    String first = term(one.get());
    String second = term(two.get());
    return Optional.of(
        single(
            resource.fhirType(),
            "_filter",
            pick.of(
                first,
                first + " and " + second,
                first + " or " + second,
                "not (" + first + ")",
                "(" + first + " or " + second + ") and " + first)));
  }

  private static boolean filterable(Criterion criterion) {
    return !criterion.value().matches(".*[,\\\\\"$ ].*")
        && (criterion.feature().startsWith("token") || criterion.feature().startsWith("string"));
  }

  private static String term(Criterion criterion) {
    boolean text = criterion.feature().startsWith("string");
    return criterion.name() + (text ? " sw \"" : " eq ") + criterion.value() + (text ? "\"" : "");
  }

  private static SearchCase single(String type, String name, String value) {
    String feature = name.equals("_filter") ? "_filter" : name;
    return SearchCase.of(type, new Criterion(name, value, feature));
  }
}
