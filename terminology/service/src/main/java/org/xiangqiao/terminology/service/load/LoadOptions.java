package org.xiangqiao.terminology.service.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How a file is to be read.
 *
 * @param format {@code csv}, {@code xlsx} or {@code claml}
 * @param title of the code system, or null
 * @param language of the displays; default {@code zh}
 * @param charset of a CSV file: UTF-8 unless another is declared
 * @param sheet of an XLSX file, or null for the first
 * @param columns header of the file by the name of ours, where the usual headers do not fit
 * @param hierarchy {@code parent}: a column names each concept's parent; {@code outside}: it names
 *     codes of another table; {@code prefix:3,5}: beginnings of these lengths are the parents;
 *     {@code none}; null for {@code parent} where there is such a column
 * @param duplicates {@code refuse}, or {@code synonyms}: a row with a code that was there adds its
 *     name to it
 * @param orphans {@code refuse}, or {@code root}: a row whose parent the table lacks goes below the
 *     next shorter beginning of its code that is there ({@code prefix:}), else to the top
 * @param lenient loads the good rows of a file that has bad ones
 * @param activate makes the version current when it is in
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoadOptions(
    String format,
    String title,
    String language,
    String charset,
    String sheet,
    Map<String, String> columns,
    String hierarchy,
    String duplicates,
    String orphans,
    boolean lenient,
    boolean activate) {

  public static final List<String> FORMATS = List.of("csv", "xlsx", "claml");

  private static final ObjectMapper JSON = new ObjectMapper();

  public LoadOptions {
    columns = columns == null ? Map.of() : Map.copyOf(columns);
    language = language == null ? "zh" : language;
  }

  public static LoadOptions ofFormat(String format) {
    return new LoadOptions(format, null, null, null, null, null, null, null, null, false, false);
  }

  public static LoadOptions of(String json) {
    try {
      return JSON.readValue(json, LoadOptions.class);
    } catch (JsonProcessingException ours) {
      throw new IllegalStateException("options of a load", ours);
    }
  }

  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException ours) {
      throw new IllegalStateException(ours);
    }
  }

  boolean hierarchyIs(String rule) {
    return rule.equals(hierarchy);
  }

  boolean synonyms() {
    return "synonyms".equals(duplicates);
  }

  boolean orphansMayBeRoots() {
    return "root".equals(orphans);
  }

  /** Lengths of the beginnings that are parents; empty for other rules. */
  List<Integer> prefixes() {
    return hierarchy == null || !hierarchy.startsWith("prefix:")
        ? List.of()
        : Arrays.stream(hierarchy.substring("prefix:".length()).split(","))
            .map(length -> Integer.valueOf(length.strip()))
            .sorted()
            .toList();
  }

  /** Name of the first option whose value is none, or null. */
  public String wrong() {
    if (!FORMATS.contains(format)) {
      return "format";
    }
    if (hierarchy != null
        && !hierarchy.matches("parent|outside|none|prefix:[1-9][0-9]?(,[1-9][0-9]?){0,19}")) {
      return "hierarchy";
    }
    if (duplicates != null && !duplicates.matches("refuse|synonyms")) {
      return "duplicates";
    }
    if (orphans != null && !orphans.matches("refuse|root")) {
      return "orphans";
    }
    if (charset != null && TextEncoding.of(charset).isEmpty()) {
      return "charset";
    }
    return columns.keySet().stream().allMatch(TableHeader::knows) ? null : "columns";
  }
}
