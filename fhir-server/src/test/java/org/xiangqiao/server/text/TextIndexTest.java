package org.xiangqiao.server.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.store.TextSearch.Mode.CONTENT;
import static org.xiangqiao.store.TextSearch.Mode.NARRATIVE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.store.TextSearch.Answer;
import org.xiangqiao.terminology.service.text.TextBackend;

/** Lucene on disk. */
class TextIndexTest {

  @TempDir Path directory;

  private TextIndex index;

  @BeforeEach
  void open() {
    index = TextIndex.open(TextBackend.lucene(directory), 1);
  }

  @AfterEach
  void close() {
    index.close();
  }

  private static ResourceDocument document(int tenant, String id, String narrative, String text) {
    return new ResourceDocument(
        tenant, "Condition", id, new ResourceText(narrative, narrative + "\n" + text));
  }

  private List<String> find(String text) {
    return index.find("1/Condition", CONTENT, List.of(text), null, 100).ids();
  }

  @Test
  void chineseOfOneAndTwoCharactersEnglishAndBothAreFound() {
    index.write(
        List.of(
            document(1, "a", "", "患者原发性高血压Ⅱ级，口服 Amlodipine 5mg"),
            document(1, "b", "", "血糖升高，压力大"),
            document(1, "c", "", "Essential hypertension, chest pain"),
            document(1, "d", "", "𠮷林居民ＣＴ检查")),
        Set.of());
    assertThat(find("血")).containsExactlyInAnyOrder("a", "b");
    assertThat(find("血压")).containsExactly("a");
    assertThat(find("高血压")).containsExactly("a");
    assertThat(find("压高")).isEmpty();
    assertThat(find("AMLODIPINE")).containsExactly("a");
    assertThat(find("高血压 amlodipine")).containsExactly("a");
    assertThat(find("口服amlodipine")).containsExactly("a");
    assertThat(find("高血压 糖")).isEmpty();
    assertThat(find("\"chest pain\"")).containsExactly("c");
    assertThat(find("\"pain chest\"")).isEmpty();
    assertThat(find("pain chest")).containsExactly("c");
    assertThat(find("𠮷")).containsExactly("d");
    assertThat(find("𠮷林")).containsExactly("d");
    assertThat(find("ct检查")).containsExactly("d");
    assertThat(index.find("1/Condition", CONTENT, List.of("糖", "pain"), null, 9).ids())
        .containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void narrativeCountyTypeAndIdsBoundWhatIsFound() {
    index.write(List.of(document(1, "a", "发热", "咳嗽"), document(2, "z", "发热", "咳嗽")), Set.of());
    assertThat(index.find("1/Condition", NARRATIVE, List.of("咳嗽"), null, 9).ids()).isEmpty();
    assertThat(index.find("1/Condition", NARRATIVE, List.of("发热"), null, 9).ids())
        .containsExactly("a");
    assertThat(index.find("1/Observation", CONTENT, List.of("发热"), null, 9).ids()).isEmpty();
    assertThat(index.find("1/Condition", CONTENT, List.of("发热"), Set.of("x"), 9).ids()).isEmpty();
  }

  @Test
  void anAnswerTellsWhetherItIsComplete() {
    index.write(
        List.of(document(1, "a", "", "热"), document(1, "b", "", "热"), document(1, "c", "", "热")),
        Set.of());
    Answer two = index.find("1/Condition", CONTENT, List.of("热"), null, 2);
    assertThat(two.complete()).isFalse();
    assertThat(index.find("1/Condition", CONTENT, List.of("热"), null, 3).complete()).isTrue();
  }

  @Test
  void whatIsPurgedIsInNoFile() throws IOException {
    for (int i = 0; i < 20; i++) {
      index.write(List.of(document(1, "k" + i, "", "kept" + i)), Set.of());
    }
    index.write(List.of(document(1, "e", "", "zqerasedword")), Set.of());
    assertThat(filesWith("zqerasedword")).isPositive();
    index.write(List.of(), Set.of(ResourceDocument.key(1, "Condition", "e")));
    index.purge();
    assertThat(filesWith("zqerasedword")).isZero();
    assertThat(find("kept7")).containsExactly("k7");
  }

  private long filesWith(String word) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              file -> {
                try {
                  return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                      .contains(word);
                } catch (IOException gone) {
                  return false;
                }
              })
          .count();
    }
  }

  @Test
  void whatWasNotedIsThereAfterReopening() {
    index.write(List.of(document(1, "a", "", "热")), Set.of());
    index.note(Map.of("tenant 1", "1/7/9"));
    index.note(Map.of("tenant 1", "1/8/10", "purge", "3"));
    index.close();
    index = TextIndex.open(TextBackend.lucene(directory), 1);
    assertThat(index.places()).isEqualTo(Map.of("tenant 1", "1/8/10", "purge", "3"));
    assertThat(find("热")).containsExactly("a");
  }
}
