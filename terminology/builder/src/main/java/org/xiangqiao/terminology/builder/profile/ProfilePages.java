package org.xiangqiao.terminology.builder.profile;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.StructureDefinition;

/** All pages of profiles (docs/fhir/profiles), by file name, with their index. */
final class ProfilePages {

  private static final String HEAD =
      """
      # 数据规范 Profiles

      One page per profile of the FHIR package: what a record of township health care must look like
      beyond FHIR R4. The sources are YAML differentials; the build makes their snapshots and these
      pages, and checks every example against them with HL7's own validator.

      """;

  private ProfilePages() {}

  /**
   * @param profiles with their snapshots
   * @param page makes a profile's page
   */
  static Map<String, String> of(
      List<StructureDefinition> profiles, Function<StructureDefinition, ProfilePage> page) {
    Map<String, String> pages =
        profiles.stream()
            .collect(
                Collectors.toMap(
                    profile -> profile.getIdPart() + ".md",
                    profile -> page.apply(profile).markdown(),
                    (one, other) -> one,
                    TreeMap::new));
    pages.put("README.md", index(profiles));
    return pages;
  }

  private static String index(List<StructureDefinition> profiles) {
    StringBuilder index = new StringBuilder(HEAD);
    section(index, profiles, "资源 Resources", false);
    index.append('\n');
    section(index, profiles, "扩展 Extensions", true);
    return index.toString();
  }

  private static void section(
      StringBuilder index, List<StructureDefinition> profiles, String title, boolean extensions) {
    index.append("## ").append(title).append("\n\n| | 类型 Type |\n|---|---|\n");
    profiles.stream()
        .filter(profile -> profile.getType().equals("Extension") == extensions)
        .sorted(
            Comparator.comparing(StructureDefinition::getType)
                .thenComparing(StructureDefinition::getIdPart))
        .forEach(
            profile ->
                index.append(
                    "| [%s](%s.md) | %s |\n"
                        .formatted(profile.getTitle(), profile.getIdPart(), profile.getType())));
  }
}
