package org.xiangqiao.server.terminology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/**
 * Where the terminology operations are offered and what they take, R4's parameters and later ones.
 */
final class TerminologyShapes {

  private static final String BASE = "http://hl7.org/fhir/OperationDefinition/";
  private static final Set<Level> TYPE = Set.of(Level.TYPE);
  private static final Set<Level> TYPE_AND_INSTANCE = Set.of(Level.TYPE, Level.INSTANCE);

  /** What every operation takes that looks terminology up. */
  private static final List<OperationParameter> COMMON =
      List.of(
          OperationParameter.repeated(
              "tx-resource", "Resource", "A resource that counts for this call only."),
          OperationParameter.optional(
              "cache-id", "string", "Under which sent resources are kept for later calls."),
          OperationParameter.optional(
              "displayLanguage", "string", "Languages wanted, as in Accept-Language."),
          OperationParameter.repeated(
              "useSupplement", "string", "A supplement to the code system that must be used."),
          OperationParameter.repeated(
              "system-version", "string", "Version (system|version) where none is named."),
          OperationParameter.repeated(
              "check-system-version", "string", "Version (system|version) that is required."),
          OperationParameter.repeated(
              "force-system-version", "string", "Version (system|version) whatever is named."),
          OperationParameter.repeated(
              "default-valueset-version",
              "string",
              "The same for value sets: where none is named."),
          OperationParameter.repeated(
              "check-valueset-version", "string", "The same for value sets: required."),
          OperationParameter.repeated(
              "force-valueset-version", "string", "The same for value sets: whatever is named."),
          OperationParameter.optional(
              "uuid", "string", "Of the caller's parameters; not looked at."));

  private TerminologyShapes() {}

  static final OperationShape EXPAND =
      shape(
          "expand",
          "ValueSet-expand",
          "The codes of a value set.",
          TYPE_AND_INSTANCE,
          "ValueSet",
          text("url", "The value set by its canonical address."),
          resource("valueSet", "The value set itself."),
          text("valueSetVersion", "Version of the value set."),
          text("filter", "Only codes that this text finds: part of a name, pinyin, its initials."),
          number("offset", "How many to leave out from the beginning."),
          number("count", "How many to give at most."),
          flag("excludeNested", "A flat list in place of a hierarchy."),
          flag("activeOnly", "Without inactive codes."),
          flag("includeDesignations", "With all names."),
          OperationParameter.repeated(
              "designation", "string", "Which names: system|code of the use, or of the language."),
          flag("includeDefinition", "With the definition of the value set."),
          flag("excludeNotForUI", "Without codes that are only for grouping."),
          flag("excludePostCoordinated", "Accepted: no composed codes are ever given."),
          OperationParameter.repeated("property", "string", "A property to give with each code."),
          OperationParameter.repeated(
              "exclude-system", "string", "A code system (system|version) to leave out."),
          number("limit", "Give up beyond this many codes."));

  static final OperationShape VALIDATE_IN_VALUE_SET =
      shape(
          "validate-code",
          "ValueSet-validate-code",
          "Whether a code is in a value set.",
          TYPE_AND_INSTANCE,
          "ValueSet",
          (Object)
              code(
                  text("url", "The value set by its canonical address."),
                  resource("valueSet", "The value set itself."),
                  text("valueSetVersion", "Version of the value set."),
                  text("systemVersion", "Version of the code system."),
                  flag("inferSystem", "Find the code system by the value set."),
                  flag("valueset-membership-only", "Nothing but whether it is in the value set.")));

  static final OperationShape VALIDATE_IN_CODE_SYSTEM =
      shape(
          "validate-code",
          "CodeSystem-validate-code",
          "Whether a code system has a code.",
          TYPE_AND_INSTANCE,
          "CodeSystem",
          (Object)
              code(
                  text("url", "The code system by its canonical address."),
                  resource("codeSystem", "The code system itself."),
                  text("version", "Version of the code system.")));

  static final OperationShape BATCH =
      shape(
          "batch-validate-code",
          "ValueSet-batch-validate-code",
          "Many validations in one call.",
          TYPE,
          "ValueSet",
          (Object)
              code(
                  text("url", "The value set of all that name none."),
                  resource("valueSet", "The value set itself."),
                  text("valueSetVersion", "Version of the value set."),
                  text("systemVersion", "Version of the code system."),
                  flag("inferSystem", "Find the code system by the value set."),
                  OperationParameter.repeated(
                      "validation", "Resource", "Parameters of one $validate-code.")));

  static final OperationShape LOOKUP =
      shape(
          "lookup",
          "CodeSystem-lookup",
          "Everything that is known of a code.",
          TYPE,
          "CodeSystem",
          text("code", "The code."),
          text("system", "Its code system."),
          text("version", "Version of the code system."),
          OperationParameter.optional("coding", "Coding", "Code and code system as a Coding."),
          text("date", "Accepted: the newest content is used."),
          OperationParameter.repeated("property", "string", "Which properties; all if none."));

  static final OperationShape SUBSUMES =
      shape(
          "subsumes",
          "CodeSystem-subsumes",
          "Which of two codes is the more general one.",
          TYPE,
          "CodeSystem",
          text("codeA", "The one code."),
          text("codeB", "The other code."),
          text("system", "Their code system."),
          text("version", "Its version."),
          OperationParameter.optional("codingA", "Coding", "The one code as a Coding."),
          OperationParameter.optional("codingB", "Coding", "The other code as a Coding."));

  static final OperationShape TRANSLATE =
      shape(
          "translate",
          "ConceptMap-translate",
          "What a code is called in another code system.",
          TYPE_AND_INSTANCE,
          "ConceptMap",
          texts(
              "url conceptMapVersion code system version source target targetsystem sourceCode"
                  + " sourceSystem sourceVersion sourceScope targetScope targetSystem targetCode"),
          resource("conceptMap", "The map itself."),
          OperationParameter.optional("coding", "Coding", "The code as a Coding."),
          OperationParameter.optional("codeableConcept", "CodeableConcept", "Several codes."),
          OperationParameter.optional("sourceCoding", "Coding", "R5's name of coding."),
          OperationParameter.optional(
              "sourceCodeableConcept", "CodeableConcept", "R5's name of codeableConcept."),
          OperationParameter.optional(
              "targetCoding", "Coding", "A target whose sources are asked."),
          OperationParameter.optional(
              "targetCodeableConcept", "CodeableConcept", "Targets whose sources are asked."),
          flag("reverse", "From targets to sources."));

  private static OperationParameter text(String name, String meaning) {
    return OperationParameter.optional(name, "string", meaning);
  }

  private static OperationParameter[] texts(String names) {
    return Arrays.stream(names.split(" "))
        .map(name -> text(name, "As R4 and R5 define it."))
        .toArray(OperationParameter[]::new);
  }

  private static OperationParameter flag(String name, String meaning) {
    return OperationParameter.optional(name, "boolean", meaning);
  }

  private static OperationParameter number(String name, String meaning) {
    return OperationParameter.optional(name, "unsignedInt", meaning);
  }

  private static OperationParameter resource(String name, String meaning) {
    return OperationParameter.optional(name, "Resource", meaning);
  }

  /** How a code to validate is given, and what else all validations take. */
  private static OperationParameter[] code(OperationParameter... own) {
    List<OperationParameter> all = new ArrayList<>(List.of(own));
    all.add(text("code", "The code."));
    all.add(text("system", "Its code system."));
    all.add(text("display", "A name to be checked."));
    all.add(OperationParameter.optional("coding", "Coding", "The code as a Coding."));
    all.add(OperationParameter.optional("codeableConcept", "CodeableConcept", "Several codes."));
    all.add(text("date", "Accepted: the newest content is used."));
    all.add(flag("abstract", "Whether codes that are only for grouping are allowed."));
    all.add(flag("activeOnly", "Whether inactive codes are refused."));
    all.add(flag("lenient-display-validation", "A wrong name is a warning, not an error."));
    return all.toArray(OperationParameter[]::new);
  }

  private static OperationShape shape(
      String name,
      String definition,
      String summary,
      Set<Level> levels,
      String type,
      Object... own) {
    List<OperationParameter> all = new ArrayList<>();
    for (Object each : own) {
      all.addAll(
          each instanceof OperationParameter[] several
              ? List.of(several)
              : List.of((OperationParameter) each));
    }
    all.addAll(COMMON);
    return new OperationShape(name, BASE + definition, summary, levels, Set.of(type), false, all);
  }
}
