package org.xiangqiao.bench.engine.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes {@code engine.json}, {@code engine-table.md} and {@code engine.html} into a directory. */
public final class Reports {

  private static final String BEGIN = "<!-- figures: written by the run -->";
  private static final String END = "<!-- end of figures -->";

  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public void write(Findings findings, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("engine.json"), json(findings));
    Files.writeString(directory.resolve("engine-table.md"), new MarkdownTable(findings).text());
    Files.writeString(directory.resolve("engine.html"), new ChartPage(findings).text());
  }

  /** Into the documents: JSON, charts, and the tables between the marks of {@code engine.md}. */
  public void publish(Findings findings, Path documents) throws IOException {
    Files.writeString(documents.resolve("engine.json"), json(findings));
    Files.writeString(documents.resolve("engine.html"), new ChartPage(findings).text());
    Path page = documents.resolve("engine.md");
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    if (from < BEGIN.length() || to < from) {
      throw new IOException(page + " has no place for figures");
    }
    Files.writeString(
        page,
        text.substring(0, from)
            + "\n\n"
            + new MarkdownTable(findings).text()
            + "\n"
            + text.substring(to));
  }

  private String json(Findings findings) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("about", findings.about());
    all.put("cases", Summary.of(findings));
    all.put("starts", findings.starts());
    all.put("memory", findings.memory());
    all.put("loads", findings.loads());
    all.put("disk", findings.disks());
    all.put("exports", findings.exports());
    all.put("changes", findings.changes());
    all.put("hits", findings.hits());
    all.put("largestTablesMb", findings.tables());
    return json.writeValueAsString(all) + "\n";
  }
}
