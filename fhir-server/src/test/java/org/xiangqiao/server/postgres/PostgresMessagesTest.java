package org.xiangqiao.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresMessagesTest {

  @ParameterizedTest
  @ValueSource(strings = {"/org/xiangqiao/server/postgres/", "/org/xiangqiao/server/command/"})
  void chineseAndEnglishSayTheSameThings(String folder) throws IOException {
    Properties english = load(folder + "messages.properties");
    Properties chinese = load(folder + "messages_zh.properties");
    assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(new MessageFormat(chinese.getProperty(key)).getFormatsByArgumentIndex())
          .as(key)
          .hasSameSizeAs(new MessageFormat(english.getProperty(key)).getFormatsByArgumentIndex());
    }
  }

  @Test
  void everyProblemHasARemedy() throws IOException {
    Properties english = load("/org/xiangqiao/server/postgres/messages.properties");
    assertThat(english.stringPropertyNames())
        .allSatisfy(
            key -> {
              if (!key.endsWith(".remedy")) {
                assertThat(english.getProperty(key + ".remedy")).isNotBlank();
              }
            });
  }

  private static Properties load(String name) throws IOException {
    Properties properties = new Properties();
    try (InputStreamReader reader =
        new InputStreamReader(
            PostgresMessagesTest.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }
}
