package org.xiangqiao.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.TableSpelling;

class SpokenFormsTest {

  private static final List<String> SYLLABLES = List.of("zhang", "san", "feng", "a", "shi", "lv");

  private final SpokenName names = new SpokenName(TableSpelling.of());

  @Test
  void everyMixtureOfAShortName() {
    assertThat(SpokenForms.of(List.of(List.of("zhang"), List.of("san"), List.of("feng"))))
        .containsExactlyInAnyOrder("zhangsanfeng", "zsanfeng", "zhangsfeng", "zsfeng");
    assertThat(SpokenForms.of(List.of(List.of("zhang")))).containsExactly("zhang");
    assertThat(SpokenForms.of(List.of())).isEmpty();
  }

  @Test
  void beginningsOfOthersAreLeftOut() {
    assertThat(SpokenForms.longest(List.of("zhang", "zhangsan", "zs", "z", "san", "sang")))
        .containsExactly("sang", "zhangsan", "zs");
  }

  @Test
  void aNameAndItsGivenName() {
    assertThat(names.forms(new HumanName().setText("张三丰")))
        .containsExactlyInAnyOrder(
            "zhangsanfeng", "zsanfeng", "zhangsfeng", "zsfeng", "sanfeng", "sfeng");
    assertThat(names.forms(new HumanName().setFamily("张").addGiven("三丰").setText("张　三丰")))
        .isEqualTo(names.forms(new HumanName().setText("张三丰")));
    assertThat(names.forms(new HumanName().setText("欧阳建")))
        .containsExactlyInAnyOrder("ouyangjian", "oyangjian", "ouyjian", "oyjian", "jian");
  }

  @Test
  void otherLettersAreWords() {
    assertThat(names.forms(new HumanName().setFamily("Lü").addGiven("Xi'an")))
        .contains("lvxian", "lxian")
        .doesNotContain("luxian");
    assertThat(names.forms(new HumanName().addGiven("𰀀乐"))).contains("𰀀yue", "𰀀le");
  }

  @Test
  void longNamesAreBounded() {
    Set<String> forms = names.forms(new StringType("石桥镇长乐安卫生院".repeat(3)));
    assertThat(forms)
        .hasSizeLessThanOrEqualTo(64)
        .anyMatch(form -> form.startsWith("shiqiaozhenchangyueanweishengyuan"))
        .anyMatch(form -> form.startsWith("sqzcyawsy"))
        .anyMatch(form -> form.startsWith("shiqiaozcyawsy"));
    assertThat(forms).allMatch(form -> form.length() <= StringFolding.MAX_LENGTH);
  }

  /** Whatever mixture is typed, and however much of it, is the beginning of a form. */
  @Property
  void noMixtureIsMissed(
      @ForAll @Size(min = 1, max = SpokenForms.ANY_MIXTURE) List<@IntRange(max = 5) Integer> name,
      @ForAll @IntRange(max = 15) int letters,
      @ForAll @IntRange(min = 1, max = 40) int length) {
    List<List<String>> units = name.stream().map(each -> List.of(SYLLABLES.get(each))).toList();
    StringBuilder typed = new StringBuilder();
    for (int i = 0; i < units.size(); i++) {
      String syllable = units.get(i).get(0);
      typed.append((letters >> i & 1) == 1 ? syllable.substring(0, 1) : syllable);
    }
    String beginning = typed.substring(0, Math.min(length, typed.length()));

    assertThat(SpokenForms.longest(SpokenForms.of(units)))
        .anyMatch(form -> form.startsWith(beginning));
  }
}
