package org.xiangqiao.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The JSON paths of all R4 parameters that are sorted by the body lead to members that exist. */
class JsonPathTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final Pattern MEMBER = Pattern.compile("(?<!@)\\.\"(\\w+)\"");
  private static final Set<RestSearchParameterTypeEnum> KINDS =
      Set.of(
          RestSearchParameterTypeEnum.TOKEN,
          RestSearchParameterTypeEnum.URI,
          RestSearchParameterTypeEnum.REFERENCE);

  @Test
  void everyMemberIsInTheModel() {
    SearchParameters parameters = new SearchParameters(FHIR);
    List<String> wrong = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (String type : FHIR.getResourceTypes()) {
      if (Set.of("Resource", "DomainResource").contains(type)) {
        continue;
      }
      for (IndexedParameter parameter : parameters.of(type).all()) {
        if (!KINDS.contains(parameter.kind())) {
          continue;
        }
        if (parameter.jsonPaths().isEmpty()) {
          without.add(parameter.key());
        }
        for (String path : parameter.jsonPaths().orElse(List.of())) {
          if (!path.startsWith("exists(") && !leads(type, path)) {
            wrong.add(parameter.key() + " " + path);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(without)
        .containsExactlyInAnyOrder(
            "Bundle.composition",
            "Bundle.message",
            "Consent.source-reference",
            "MessageDefinition.event",
            "MessageHeader.event",
            "PlanDefinition.definition");
  }

  private static boolean leads(String type, String path) {
    BaseRuntimeElementDefinition<?> at = FHIR.getResourceDefinition(type);
    Matcher member = MEMBER.matcher(path.replaceAll(" \\? \\(.*?\\)(?=\\.\"|$)", ""));
    while (member.find()) {
      if (!(at instanceof BaseRuntimeElementCompositeDefinition<?> composite)) {
        return false;
      }
      BaseRuntimeChildDefinition child = composite.getChildByName(member.group(1));
      if (child == null || !child.getValidChildNames().contains(member.group(1))) {
        return false;
      }
      at = child.getChildByName(member.group(1));
    }
    return true;
  }
}
