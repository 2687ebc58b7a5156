package org.xiangqiao.terminology.builder.codes;

import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.builder.PackageStep;
import org.xiangqiao.terminology.pinyin.Pinyin;

/**
 * Adds to every concept with a Chinese display its spellings: the full pinyin (全拼) and its initials
 * (拼音首字母), so that {@code gaoxueya} and {@code gxy} find 高血压 from the package alone.
 */
public final class PinyinDesignations implements PackageStep {

  private final Pinyin pinyin;
  private final String uses;

  /**
   * @param canonical of the package, whose code system designation-use names the two spellings
   */
  public PinyinDesignations(Pinyin pinyin, String canonical) {
    this.pinyin = pinyin;
    this.uses = canonical + "/CodeSystem/designation-use";
  }

  @Override
  public List<Resource> apply(List<Resource> all) {
    for (Resource resource : all) {
      if (resource instanceof CodeSystem system) {
        system.getConcept().forEach(this::spell);
      }
    }
    return all;
  }

  private void spell(ConceptDefinitionComponent concept) {
    String display = concept.getDisplay();
    if (display != null && display.codePoints().anyMatch(Character::isIdeographic)) {
      designation(concept, "pinyin", letters(pinyin.full(display)));
      designation(concept, "pinyin-initials", letters(pinyin.initials(display)));
    }
    concept.getConcept().forEach(this::spell);
  }

  private void designation(ConceptDefinitionComponent concept, String use, String value) {
    if (!value.isEmpty()) {
      concept.addDesignation().setUse(new Coding().setSystem(uses).setCode(use)).setValue(value);
    }
  }

  private static String letters(String spelling) {
    StringBuilder kept = new StringBuilder();
    spelling.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
