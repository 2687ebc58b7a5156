package org.xiangqiao.terminology.service.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hl7.fhir.r4.model.Coding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.terminology.pinyin.Pinyin;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptHits;
import org.xiangqiao.terminology.service.table.ConceptRow;

/** Lucene on disk. */
class ConceptIndexTest {

  @TempDir Path directory;

  private ConceptIndex index;
  private int ordinal;

  @BeforeEach
  void open() {
    index = ConceptIndex.open(TextBackend.lucene(directory), 1, Pinyin.load());
  }

  @AfterEach
  void close() {
    index.close();
  }

  private ConceptRow row(String code, String display, String... names) {
    return row(false, code, display, names);
  }

  private ConceptRow row(boolean inactive, String code, String display, String... names) {
    return new ConceptRow(
        ordinal++,
        new Concept(
            code,
            display,
            null,
            "zh",
            inactive,
            false,
            List.of(),
            Arrays.stream(names).map(name -> new Concept.Designation("en", null, name)).toList(),
            List.of()));
  }

  private List<String> find(String text) {
    return index.search(1, text, false, 0, 20).codes();
  }

  private void someDiseases() {
    index.write(
        1,
        List.of(
            row("I10.1", "继发性高血压", "Secondary hypertension"),
            row("I10", "高血压", "Hypertension"),
            row("I11", "高血压性心脏病", "Hypertensive heart disease"),
            row("E11", "2型糖尿病", "Type 2 diabetes mellitus"),
            row("E78", "高血脂症", "Hyperlipidaemia"),
            row("GXY", "缩写"),
            row(true, "I15", "高血压旧称")));
  }

  @Test
  void bestMatchComesFirst() {
    someDiseases();
    assertThat(find("高血压")).containsExactly("I10", "I15", "I11", "I10.1");
    assertThat(find("gxy")).startsWith("GXY", "I10").contains("I11", "I10.1");
    assertThat(find("gaoxueya")).startsWith("I10", "I15", "I11").contains("I10.1");
    assertThat(find("gao xue ya")).startsWith("I10");
    assertThat(find("GaoXue")).startsWith("I10").contains("E78");
    assertThat(find("xueya")).contains("I10", "I10.1");
    assertThat(find("xue")).contains("I10", "I10.1", "E78");
    assertThat(find("xzb")).containsExactly("I11");
    assertThat(find("xuezhiz")).containsExactly("E78");
    assertThat(find("aoxue")).isEmpty();
    assertThat(find("i10")).startsWith("I10", "I10.1");
    assertThat(find("血脂")).containsExactly("E78");
    assertThat(find("血")).containsExactlyInAnyOrder("I10", "I10.1", "I11", "E78", "I15");
    assertThat(find("hypertension")).startsWith("I10").contains("I10.1");
    assertThat(find("tensi")).contains("I10", "I10.1", "I11");
    assertThat(find("diabetes type")).containsExactly("E11");
    assertThat(find("２型糖尿病")).containsExactly("E11");
    assertThat(find("压性高")).isEmpty();
  }

  /** Imported tables bring their spellings along: they are what is typed, and no names. */
  @Test
  void spellingsOfATableCountAsSpellings() {
    Coding full =
        new Coding("https://fhir.xiangqiao.org/CodeSystem/designation-use", "pinyin", null);
    Concept named =
        new Concept(
            "C1",
            "虫漏",
            null,
            "zh",
            false,
            false,
            List.of(),
            List.of(new Concept.Designation(null, full, "zhonglou")),
            List.of());
    index.write(1, List.of(new ConceptRow(ordinal++, named), row("C2", "虫漏", "zhonglou")));
    assertThat(find("chonglou")).containsExactly("C1", "C2");
    assertThat(find("zhonglou")).containsExactly("C2", "C1");
    assertThat(find("honglou")).containsExactly("C2");
  }

  @Test
  void versionsLieApartAndInactiveConceptsCanBeLeftOut() {
    someDiseases();
    index.write(2, List.of(row("X", "高血压")));
    assertThat(index.search(2, "高血压", false, 0, 20).codes()).containsExactly("X");
    assertThat(index.search(1, "高血压", true, 0, 20).codes()).containsExactly("I10", "I11", "I10.1");
    ConceptHits second = index.search(1, "高血压", true, 1, 1);
    assertThat(second.total()).isEqualTo(3);
    assertThat(second.codes()).containsExactly("I11");
    assertThat(index.remove(2)).isEqualTo(1);
    assertThat(index.remove(2)).isZero();
    assertThat(index.search(2, "高血压", false, 0, 20).total()).isZero();
  }

  @Test
  void whatWasNotedIsThereAfterReopening() {
    index.note(Map.of("version 1", "a", "purge", "7"));
    index.forget("version 1");
    index.close();
    open();
    assertThat(index.places()).isEqualTo(Map.of("purge", "7"));
  }

  /** Processor time, which does not depend on what else the machine does. */
  @Test
  void manyConceptsAreSearchedQuickly() {
    Random random = new Random(7);
    int size = Integer.getInteger("concepts", 1500);
    String parts = "高低血压糖脂心肺肝肾脑胃肠骨皮慢急性病炎症瘤伤感染综合征缺乏异常";
    List<ConceptRow> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      StringBuilder display = new StringBuilder();
      for (int j = 3 + random.nextInt(8); j > 0; j--) {
        display.append(parts.charAt(random.nextInt(parts.length())));
      }
      rows.add(row("C" + i, display.toString(), "disease number " + i));
      if (rows.size() == 5000) {
        index.write(1, rows);
        rows.clear();
      }
    }
    index.write(1, rows);
    String[] asked = {"高血压", "gx", "xueya", "C99", "disease", "压", "gxy", "number 12"};
    ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long begun = cpu.getCurrentThreadCpuTime();
      index.search(1, asked[i % asked.length], true, 0, 20);
      if (i >= 150) {
        times.add(cpu.getCurrentThreadCpuTime() - begun);
      }
    }
    times.sort(null);
    double p95 = times.get(times.size() * 95 / 100) / 1e6;
    System.out.printf("%d concepts: p95 %.2f ms%n", size, p95);
    assertThat(p95).isLessThan(40);
  }
}
