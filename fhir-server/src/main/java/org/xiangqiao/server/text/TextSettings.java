package org.xiangqiao.server.text;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;
import org.xiangqiao.terminology.service.text.TextBackend;

/**
 * Full text, {@code xiangqiao.text.*}.
 *
 * @param enabled without it {@code _text} and {@code _content} are unknown parameters; default true
 * @param directory where Lucene's files lie; default {@code text} below {@code
 *     xiangqiao.data-directory}; nodes must not share it
 * @param every how often a node looks for news; default 300 ms
 * @param batch rows of the change feed that are read together; default 300
 * @param portion bytes of resources that are read together; a larger one is read alone; default 4
 *     MB
 * @param maxCandidates most resources that a text may name to a search; default 10000
 * @param maxLag an index further behind counts as lagging; default 30 s
 * @param minFree with less disk free an index is not written; default 500 MB
 * @param elasticsearch a cluster to use instead of Lucene
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.text", ignoreUnknownFields = false)
public record TextSettings(
    @DefaultValue("true") boolean enabled,
    Path directory,
    @NotNull @DurationMin(millis = 50) @DurationMax(minutes = 1) @DefaultValue("300ms")
        Duration every,
    @Min(1) @Max(5000) @DefaultValue("300") int batch,
    @NotNull @DefaultValue("4MB") DataSize portion,
    @Min(10) @Max(10_000) @DefaultValue("10000") int maxCandidates,
    @NotNull @DurationMin(seconds = 1) @DurationMax(days = 1) @DefaultValue("30s") Duration maxLag,
    @NotNull @DefaultValue("500MB") DataSize minFree,
    @Valid Elasticsearch elasticsearch) {

  public TextSettings {
    if (portion != null
        && (portion.toBytes() < 1024 || portion.compareTo(DataSize.ofMegabytes(256)) > 0)) {
      throw new IllegalArgumentException("xiangqiao.text.portion must be between 1KB and 256MB");
    }
  }

  /**
   * An Elasticsearch or OpenSearch cluster, {@code xiangqiao.text.elasticsearch.*}.
   *
   * @param uris addresses with commas between, such as {@code https://search1:9200}
   * @param username none without it
   * @param password of that user
   * @param prefix of the names of indexes; default {@code xiangqiao}
   * @param version such as {@code elastic:8.15} or {@code opensearch:2.16}; asked at start without
   *     it
   * @param lease how long the node that feeds the indexes may be silent before another takes over;
   *     default 30 s
   */
  public record Elasticsearch(
      @NotBlank String uris,
      String username,
      String password,
      @Pattern(regexp = "[a-z][a-z0-9-]{0,40}") @DefaultValue("xiangqiao") String prefix,
      String version,
      @NotNull @DurationMin(seconds = 5) @DurationMax(minutes = 10) @DefaultValue("30s")
          Duration lease) {

    @Override
    public String toString() {
      return "Elasticsearch[uris=" + uris + ", prefix=" + prefix + "]";
    }
  }

  /**
   * @param data the server's data directory
   */
  TextBackend backend(Path data) {
    Path files = directory == null ? data.resolve("text") : directory;
    return elasticsearch == null
        ? TextBackend.lucene(files)
        : new TextBackend(
            files,
            new TextBackend.Cluster(
                elasticsearch.uris(),
                elasticsearch.username(),
                elasticsearch.password(),
                elasticsearch.prefix(),
                elasticsearch.version()));
  }
}
