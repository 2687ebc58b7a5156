package org.xiangqiao.bench.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures are reported, not judged; what is judged is that every question was answered. */
class TerminologyIT {

  private static final Path TARGET = Path.of("target", "terminology").toAbsolutePath();
  private static final Path DOCUMENTS = Path.of("..", "..", "docs", "performance");

  @Test
  void everyQuestionIsAnswered() throws Exception {
    Files.createDirectories(TARGET);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("cores", Runtime.getRuntime().availableProcessors());
    all.put("java", Runtime.version().toString());
    all.put("rows", Integer.getInteger("terminology.rows"));
    Map<String, Object> figures;
    try (Server server =
        Server.start(
            TARGET.resolve("run-" + ProcessHandle.current().pid()),
            Path.of(System.getProperty("terminology.server.jar")))) {
      figures =
          new TerminologyRun(
                  server,
                  new DiseaseTable(Integer.getInteger("terminology.rows")),
                  Integer.getInteger("terminology.seconds"),
                  Integer.getInteger("terminology.warmup"))
              .run(Path.of(System.getProperty("terminology.townships")));
    }
    all.put("cases", figures);
    String json =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all);
    Files.writeString(TARGET.resolve("terminology.json"), json + "\n");
    System.out.println(json);
    if (Boolean.getBoolean("terminology.publish")) {
      Files.writeString(DOCUMENTS.resolve("terminology.json"), json + "\n");
    }
    assertThat(figures)
        .allSatisfy((name, each) -> assertThat(asked(each).failed()).as(name).isZero());
  }

  private static Load.Result asked(Object figure) {
    return (Load.Result)
        (figure instanceof Map<?, ?> parts ? parts.get("lookupsMeanwhile") : figure);
  }
}
