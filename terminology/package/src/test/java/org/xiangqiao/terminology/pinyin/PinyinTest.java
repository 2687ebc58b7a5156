package org.xiangqiao.terminology.pinyin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinyinTest {

  private static final Pinyin PINYIN = Pinyin.load();

  @ParameterizedTest
  @CsvSource({
    "高血压,gaoxueya,gxy",
    "银行,yinhang,yh",
    "乡桥,xiangqiao,xq",
    "吕绿,lvlv,ll",
    "重庆,chongqing,cq",
    "重症,zhongzheng,zz",
    "长期,changqi,cq",
    "音乐,yinyue,yy",
    "2型糖尿病,2xingtangniaobing,2xtnb",
    "张三,zhangsan,zs"
  })
  void readsTextAsItIsUsuallyRead(String text, String full, String initials) {
    assertThat(PINYIN.full(text)).isEqualTo(full);
    assertThat(PINYIN.initials(text)).isEqualTo(initials);
  }

  @ParameterizedTest
  @CsvSource({
    "单,shan,dan", "曾,zeng,ceng", "仇,qiu,chou", "解,xie,jie", "查,zha,cha", "区,ou,qu",
    "朴,piao,pu", "盖,ge,gai", "乐,yue,le", "翟,zhai,di", "万,wan,wan", "朝,chao,zhao"
  })
  void readsPolyphonicSurnamesAsSurnamesAndAsWords(String surname, String first, String word) {
    List<String> readings = PINYIN.nameReadings(surname + "小明").get(0);

    assertThat(readings).startsWith(first).contains(word);
    assertThat(PINYIN.readings(surname).get(0)).contains(first, word);
    assertThat(PINYIN.nameReadings("王" + surname).get(1)).contains(word);
  }

  @Test
  void readsCompoundSurnames() {
    assertThat(PINYIN.nameReadings("尉迟恭").subList(0, 2))
        .extracting(each -> each.get(0))
        .containsExactly("yu", "chi");
    assertThat(PINYIN.nameReadings("万俟卨").subList(0, 2))
        .extracting(each -> each.get(0))
        .containsExactly("mo", "qi");
    assertThat(PINYIN.nameReadings("单于明").get(0)).startsWith("chan").contains("dan");
    assertThat(PINYIN.surnameLength("欧阳修")).isEqualTo(2);
    assertThat(PINYIN.surnameLength("欧小明")).isEqualTo(1);
    assertThat(PINYIN.surnameLength("𠮷")).isEqualTo(1);
  }

  @Test
  void givesEveryPossibleReading() {
    assertThat(PINYIN.readings("行")).containsExactly(List.of("xing", "hang", "heng"));
    assertThat(PINYIN.readings("女").get(0)).startsWith("nv");
  }

  @Test
  void keepsWhatItCannotRead() {
    assertThat(PINYIN.readings("A张·é"))
        .extracting(each -> each.get(0))
        .containsExactly("a", "zhang", "·", "é");
    // CJK extension G, of which the dictionary knows nothing.
    String rare = Character.toString(0x30000);
    assertThat(PINYIN.readings(rare)).containsExactly(List.of(rare));
    assertThat(PINYIN.full(rare + "明")).isEqualTo(rare + "ming");
    assertThat(PINYIN.initials(rare + "明")).isEqualTo(rare + "m");
  }

  @Test
  void readsCharactersBeyondTheBasicPlane() {
    // U+20BB7, a variant of 吉, and U+20087 (CJK extension B).
    assertThat(PINYIN.readings("𠮷")).containsExactly(List.of("ji"));
    assertThat(PINYIN.full("𠂇")).isEqualTo("zuo");
  }

  @Property(tries = 300)
  void hasReadingsForEveryCodePoint(@ForAll @StringLength(max = 12) String text) {
    int length = (int) text.codePoints().count();
    assertThat(PINYIN.readings(text)).hasSize(length).noneMatch(List::isEmpty);
    assertThat(PINYIN.nameReadings(text)).hasSize(length).noneMatch(List::isEmpty);
    assertThat(PINYIN.initials(text).codePointCount(0, PINYIN.initials(text).length()))
        .isEqualTo(length);
  }
}
