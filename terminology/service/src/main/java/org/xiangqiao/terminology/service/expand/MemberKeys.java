package org.xiangqiao.terminology.service.expand;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet.ValueSetComposeComponent;

/**
 * When two members are the same: system and code, and the version if a value set takes several of
 * one system, unless it says that versions match ({@code versionsMatch}).
 *
 * @param shown whether versions are told
 * @param versions whether versions make a difference
 * @param versionsExclude whether what is excluded of one version stays in of another
 */
record MemberKeys(boolean shown, boolean versions, boolean versionsExclude) {

  private static final String MATCH = "versionsMatch";

  static MemberKeys of(ValueSetComposeComponent compose) {
    boolean included = several(compose.getInclude().stream());
    boolean any =
        several(Stream.concat(compose.getInclude().stream(), compose.getExclude().stream()));
    String match = match(compose);
    return new MemberKeys(
        any,
        included && !"true".equals(match),
        included && !"true".equals(match) || "false".equals(match));
  }

  private static boolean several(Stream<ConceptSetComponent> sets) {
    Map<String, String> versions = new HashMap<>();
    List<ConceptSetComponent> all = sets.toList();
    for (ConceptSetComponent set : all) {
      String version = String.valueOf(set.getVersion());
      String earlier = versions.putIfAbsent(set.getSystem(), version);
      if (earlier != null && !earlier.equals(version)) {
        return true;
      }
    }
    return false;
  }

  private static String match(ValueSetComposeComponent compose) {
    for (Extension extension : compose.getExtension()) {
      Extension name = extension.getExtensionByUrl("name");
      Extension value = extension.getExtensionByUrl("value");
      if (name != null
          && name.hasValue()
          && value != null
          && value.hasValue()
          && MATCH.equals(name.getValue().primitiveValue())) {
        return value.getValue().primitiveValue();
      }
    }
    return null;
  }

  String of(Member member) {
    return key(member, versions);
  }

  /** Under which a member is excluded. */
  String ofExcluded(Member member) {
    return key(member, versionsExclude);
  }

  String of(String system, String version, String code) {
    return system + "\n" + (versions ? version + "\n" : "") + code;
  }

  private static String key(Member member, boolean version) {
    return member.url() + "\n" + (version ? member.version() + "\n" : "") + member.code();
  }
}
