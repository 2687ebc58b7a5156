package org.xiangqiao.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every problem has its text and its remedy, in Chinese and English. */
class ProblemTextsTest {

  private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:[.-][a-z]+)+)\"");

  @Test
  void bothLanguagesHaveTheSameKeysAndEachHasItsRemedy() throws IOException {
    Properties english = load("problems.properties");
    Properties chinese = load("problems_zh.properties");
    assertThat(chinese.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      String partner =
          key.endsWith(".remedy") ? key.substring(0, key.length() - 7) : key + ".remedy";
      assertThat(english.stringPropertyNames()).contains(partner);
      assertThat(chinese.getProperty(key)).containsPattern("[\\u4e00-\\u9fff]");
      assertThat(arguments(chinese.getProperty(key)))
          .as(key)
          .isSubsetOf(arguments(english.getProperty(key)));
    }
  }

  @Test
  void everyTextIsFilledIn() throws IOException {
    for (String key : load("problems.properties").stringPropertyNames()) {
      if (key.endsWith(".remedy")) {
        continue;
      }
      StoreProblem problem =
          StoreProblem.of(StoreProblem.Kind.INVALID, "", key, "a0a", "a1a", "a2a", "a3a");
      for (Locale locale : Set.of(Locale.ENGLISH, Locale.CHINESE)) {
        assertThat(problem.text(locale)).as(key).isNotBlank().doesNotContainPattern("\\{\\d");
        assertThat(problem.remedy(locale)).as(key).isNotBlank().doesNotContainPattern("\\{\\d");
      }
    }
  }

  @Test
  void everyKeyOfTheCodeHasATextAndEveryTextIsUsed() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher matcher = KEY.matcher(Files.readString(file));
        while (matcher.find()) {
          used.add(matcher.group(1));
        }
      }
    }
    Set<String> texts = new TreeSet<>(load("problems.properties").stringPropertyNames());
    texts.removeIf(key -> key.endsWith(".remedy") || !key.contains("-") && !key.contains("."));
    assertThat(used).containsAll(texts);
  }

  private static Set<String> arguments(String text) {
    Matcher matcher = Pattern.compile("\\{\\d}").matcher(text);
    Set<String> found = new TreeSet<>();
    while (matcher.find()) {
      Collections.addAll(found, matcher.group());
    }
    return found;
  }

  private static Properties load(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(
            StoreProblem.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }
}
