package org.xiangqiao.terminology.builder.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.message.ElementNames;

/** Every element that our profiles speak of has a Chinese name, so that a clerk can find it. */
class ElementNamesOfProfilesTest {

  @Test
  void everyElementHasAChineseName() {
    List<StructureDefinition> profiles = PackageContent.built().profiles();
    ElementNames names = new ElementNames(profiles);
    Set<String> unnamed = new TreeSet<>();
    for (StructureDefinition profile : profiles) {
      for (ElementDefinition each : profile.getDifferential().getElement()) {
        String path = each.getPath();
        if (path.contains(".")
            && names
                .of(profile.getType(), path.replace("[x]", ""), profile.getUrl())
                .chinese()
                .codePoints()
                .noneMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)) {
          unnamed.add(path);
        }
      }
    }
    assertThat(unnamed).isEmpty();
  }
}
