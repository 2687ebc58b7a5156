package org.xiangqiao.mappings.hl7v2;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;

/**
 * Names of persons (姓名), XPN and XCN. A Chinese name is written without a space; EMRs send it whole
 * in the family component or split. A repetition in letters (pinyin) becomes a second name.
 */
final class PersonNames {

  private static final String REPRESENTATION =
      "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";

  private PersonNames() {}

  /** XPN repetitions: the ideographic one first, as official name. */
  static List<HumanName> read(SegmentReader segment, int field) {
    List<HumanName> official = new ArrayList<>();
    List<HumanName> lettered = new ArrayList<>();
    for (int repetition = 1; repetition <= segment.repetitions(field); repetition++) {
      String family = segment.text(field, repetition, 1);
      String given = segment.text(field, repetition, 2);
      String representation = representation(segment.text(field, repetition, 8), family + given);
      if ((family + given).isEmpty()) {
        continue;
      }
      HumanName name = new HumanName().setText(joined(family, given));
      if (!family.isEmpty() && !given.isEmpty()) {
        name.setFamily(family).addGiven(given);
      }
      if (representation.equals("IDE")) {
        official.add(name);
      } else {
        name.addExtension(REPRESENTATION, new CodeType(representation));
        lettered.add(name);
      }
    }
    List<HumanName> names = new ArrayList<>(official);
    names.addAll(lettered);
    if (!names.isEmpty()) {
      names.get(0).setUse(NameUse.OFFICIAL);
    }
    return names;
  }

  /** Family and given name as one text: with a space only between names in letters. */
  static String joined(String family, String given) {
    boolean spaced = !family.isEmpty() && !given.isEmpty() && !hasHan(family + given);
    return family + (spaced ? " " : "") + given;
  }

  private static String representation(String said, String name) {
    return switch (said) {
      case "A" -> "ABC";
      case "P" -> "SYL";
      case "I" -> "IDE";
      default -> hasHan(name) ? "IDE" : "ABC";
    };
  }

  private static boolean hasHan(String text) {
    return text.codePoints()
        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
  }
}
