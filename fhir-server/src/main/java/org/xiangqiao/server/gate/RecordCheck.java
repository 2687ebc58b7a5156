package org.xiangqiao.server.gate;

import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.server.gate.county.County;
import org.xiangqiao.server.gate.county.DefinitionsUnavailableException;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Told;
import org.xiangqiao.terminology.validation.Finding;

/**
 * Holds one resource against base R4 and the profiles of a county, without deciding what becomes of
 * it. What cannot be checked has a finding that says so.
 */
public final class RecordCheck {

  /** Rule of the finding that stands for a failure of the validator itself. */
  public static final String FAILED = "validation-failed";

  private static final String REMEDY =
      "Correct this element and send again; if it is right, report it to the operator.";
  private static final String REMEDY_ZH = "请更正该元素后重新发送；如内容无误，请联系管理员。";
  private static final String NOT_CHECKED = "该资源未通过校验。";
  private static final String UNKNOWN = "profile-unknown";
  private static final String UNEXPANDABLE = "value-set-not-expandable";
  private static final List<String> PUBLISHED =
      List.of("http://hl7.org/", "http://terminology.hl7.org/", "http://unitsofmeasure.org");
  private static final Set<String> COUNTED = Set.of("too-few", "too-many");
  private static final Logger LOG = LoggerFactory.getLogger(RecordCheck.class);

  private final IntFunction<County> counties;
  private final GateSettings settings;
  private final FindingWords words = new FindingWords();

  /**
   * @param counties by the number of the county
   */
  RecordCheck(IntFunction<County> counties, GateSettings settings) {
    this.counties = counties;
    this.settings = settings;
  }

  /**
   * All errors that stand against the resource, each once; warnings are left out.
   *
   * @param tenant the county
   * @param type of the resource
   * @param json the resource as it is stored
   * @throws StoreException if the database is away; what was not checked is not accepted
   */
  public List<Finding> errors(int tenant, String type, String json) {
    try {
      List<Finding> all = counties.apply(tenant).validator().validate(json);
      if (all.stream().anyMatch(RecordCheck::away)) {
        throw unavailable();
      }
      return all.stream()
          .map(this::notTold)
          .filter(Finding::error)
          .map(RecordCheck::atElement)
          .distinct()
          .toList();
    } catch (DefinitionsUnavailableException | StoreException unreachable) {
      throw unavailable();
    } catch (RuntimeException failure) {
      LOG.error("a {} could not be checked: {}", type, failure.getClass().getName());
      return List.of(
          new Finding(
              IssueSeverity.FATAL,
              IssueType.EXCEPTION,
              type,
              FAILED,
              FAILED,
              List.of(failure.getClass().getSimpleName()),
              null));
    }
  }

  /** The database was away while a definition was read. */
  private static boolean away(Finding finding) {
    return finding.ruleId().equals(FAILED)
        && finding.args().contains(DefinitionsUnavailableException.class.getSimpleName());
  }

  private static StoreException unavailable() {
    return StoreProblem.of(StoreProblem.Kind.UNAVAILABLE, "", "database-unavailable").exception();
  }

  /**
   * A code that must be in a value set of the county's own is refused where that cannot be told.
   * Sets that HL7 publishes without their codes are judged as its validator judges them, and so is
   * a claimed profile that nobody knows, unless settings are stricter.
   */
  private Finding notTold(Finding finding) {
    boolean own =
        UNEXPANDABLE.equals(finding.ruleId())
            && PUBLISHED.stream().noneMatch(finding.args().get(0)::startsWith);
    boolean unknown =
        UNKNOWN.equals(finding.ruleId()) && settings.unknownProfile() == UnknownProfile.ERROR;
    return own || unknown
        ? new Finding(
            IssueSeverity.ERROR,
            finding.issueCode(),
            finding.location(),
            finding.ruleId(),
            finding.messageKey(),
            finding.args(),
            finding.profile())
        : finding;
  }

  /**
   * A finding as a clerk understands it, without any value of the resource.
   *
   * @param json what was checked
   */
  public Told words(int tenant, Finding finding, String type, String json) {
    try {
      return words.told(counties.apply(tenant).messages().get(), finding, type, json);
    } catch (RuntimeException failure) {
      LOG.error("a finding has no words: {}", failure.getClass().getName());
      return new Told(
          finding.text(), NOT_CHECKED, REMEDY, REMEDY_ZH, finding.severity(), finding.issueCode());
    }
  }

  /** Tells by another text that definitions have changed since. */
  public String state(int tenant) {
    return counties.apply(tenant).state();
  }

  /**
   * What would become of a resource with findings if that sender wrote it now.
   *
   * @param profiles canonicals of {@code meta.profile}, without version
   */
  public WritePolicy policy(String sender, String type, List<String> profiles) {
    return settings.of(sender, type, profiles);
  }

  /** What becomes of this caller's resource if it has findings; tenant 0 is not checked here. */
  WritePolicy policy(Caller caller, Resource resource) {
    if (caller.tenantId() == Caller.DEFINITIONS_TENANT) {
      return WritePolicy.OFF;
    }
    List<String> profiles =
        resource.getMeta().getProfile().stream()
            .map(PrimitiveType::getValue)
            .map(RecordCheck::withoutVersion)
            .toList();
    return settings.of(caller.client(), resource.fhirType(), profiles);
  }

  private static String withoutVersion(String canonical) {
    int bar = canonical == null ? -1 : canonical.indexOf('|');
    return bar < 0 ? canonical : canonical.substring(0, bar);
  }

  /**
   * HL7's validator names the parent of what is missing or too much; a clerk looks for the element.
   */
  private static Finding atElement(Finding finding) {
    if (!COUNTED.contains(finding.ruleId()) || finding.args().isEmpty()) {
      return finding;
    }
    String element = finding.args().get(0);
    String name = element.substring(element.lastIndexOf('.') + 1).split("[:\\[]", 2)[0];
    return new Finding(
        finding.severity(),
        finding.issueCode(),
        finding.location() + "." + name,
        finding.ruleId(),
        finding.messageKey(),
        finding.args(),
        finding.profile());
  }
}
