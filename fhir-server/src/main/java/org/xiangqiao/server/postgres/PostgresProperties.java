package org.xiangqiao.server.postgres;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the server's own PostgreSQL; they have no effect when {@code spring.datasource.url}
 * names another.
 *
 * @param directory where the data, the passwords and the log live
 * @param port on 127.0.0.1; 0 takes a free one at each start
 * @param startTimeout how long a start may take, crash recovery included
 * @param stopTimeout how long a clean stop may take before it is forced (nothing is lost, the next
 *     start recovers)
 * @param programs where the PostgreSQL programs are unpacked; by default {@code postgres-programs}
 *     in {@code directory}
 * @param parameters PostgreSQL parameters over the defaults of {@code
 *     default-parameters.properties}, written with dashes: {@code shared-buffers: 256MB}
 */
@Validated
@ConfigurationProperties("xiangqiao.postgres")
public record PostgresProperties(
    @NotNull @DefaultValue("./data") Path directory,
    @Min(0) @Max(65535) @DefaultValue("0") int port,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("2m") Duration startTimeout,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("1m") Duration stopTimeout,
    Path programs,
    @NotNull @DefaultValue Map<String, String> parameters) {

  public PostgresProperties {
    parameters = parameters == null ? null : Map.copyOf(parameters);
  }
}
