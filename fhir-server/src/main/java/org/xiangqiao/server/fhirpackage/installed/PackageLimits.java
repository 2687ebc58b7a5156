package org.xiangqiao.server.fhirpackage.installed;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Installation of packages, {@code xiangqiao.package-install.*}.
 *
 * @param maxFile longest {@code .tgz}; default 64 MB
 * @param maxUnpacked what it may unpack to; default 512 MB
 * @param maxEntry longest file in it; default 32 MB
 * @param maxEntries most files in it; default 20,000
 * @param maxFindings reasons that one refusal names; default 100
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.package-install", ignoreUnknownFields = false)
public record PackageLimits(
    @NotNull @DefaultValue("64MB") DataSize maxFile,
    @NotNull @DefaultValue("512MB") DataSize maxUnpacked,
    @NotNull @DefaultValue("32MB") DataSize maxEntry,
    @Min(1) @Max(1_000_000) @DefaultValue("20000") int maxEntries,
    @Min(1) @Max(10_000) @DefaultValue("100") int maxFindings) {

  /** Those of a command, which reads no settings of its own. */
  public static PackageLimits defaults() {
    return new PackageLimits(
        DataSize.ofMegabytes(64), DataSize.ofMegabytes(512), DataSize.ofMegabytes(32), 20_000, 100);
  }
}
