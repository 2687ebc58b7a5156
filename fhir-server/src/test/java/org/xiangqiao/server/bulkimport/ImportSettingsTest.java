package org.xiangqiao.server.bulkimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.xiangqiao.server.rest.problem.FaultException;

/** From where files may come. */
class ImportSettingsTest {

  private final ImportSettings settings =
      ImportSettingsOf.defaultsAnd(
          "allowed-sources[0]", "https://data.example.org/county/",
          "allowed-sources[1]", "http://[::1]:8080/a/b",
          "tenant-sources.7[0]", "https://seven.example.org/",
          "tenant-sources.8", "");

  @Test
  void whatIsBelowAnAllowedAddressIsTaken() {
    for (String good :
        List.of(
            "https://data.example.org/county/a.ndjson",
            "https://DATA.Example.org/county/a.ndjson",
            "https://data.example.org:443/county/x/y/z",
            "https://data.example.org/county/a?X-Amz-Credential=k%2F2026%2Fs3",
            "https://data.example.org/county/%E5%B1%85%E6%B0%91.ndjson",
            "http://[::1]:8080/a/b",
            "http://[::1]:8080/a/b/c")) {
      assertThat(settings.allows(1, good)).as(good).isTrue();
    }
  }

  @Test
  void whatOnlyLooksLikeItIsNot() {
    for (String bad :
        List.of(
            "https://data.example.org/other/a",
            "https://data.example.org/countyother/a",
            "https://data.example.org/County/a",
            "https://data.example.org/county/../other/a",
            "https://data.example.org/county/./a",
            "https://data.example.org/county//a",
            "https://data.example.org//county/a",
            "https://data.example.org/county/%2e%2e/other",
            "https://data.example.org/county/%2E./other",
            "https://data.example.org/county/..%2fother",
            "https://data.example.org/county%2Fa",
            "https://data.example.org/county/%252e%252e/other",
            "https://data.example.org/county/..;/other",
            "https://data.example.org/county/..%3B/other",
            "https://data.example.org/county/..\\other",
            "https://data.example.org/county/..%5Cother",
            "https://data.example.org/county/a%00",
            "https://data.example.org/county/a#b",
            "https://data.example.org/county/居民",
            "https://data.example.org.evil.org/county/a",
            "https://evil.org/https://data.example.org/county/a",
            "https://evil.org\\@data.example.org/county/a",
            "https://data.example.org@evil.org/county/a",
            "https://user@data.example.org/county/a",
            "https://data.example.org./county/a",
            "https://data.example.org:8443/county/a",
            "https://data.example.org:/county/a",
            "https://data.example.org:0443/county/a",
            "https://dаta.example.org/county/a",
            "https://ｄata.example.org/county/a",
            "http://data.example.org/county/a",
            "ftp://data.example.org/county/a",
            "https:data.example.org/county/a",
            "//data.example.org/county/a",
            "http://[::1]/a/b",
            "https://seven.example.org/a",
            "")) {
      assertThat(settings.allows(1, bad)).as(bad).isFalse();
    }
  }

  @Test
  void aCountyMayHaveItsOwnList() {
    assertThat(settings.allows(7, "https://seven.example.org/a")).isTrue();
    assertThat(settings.allows(7, "https://data.example.org/county/a")).isFalse();
    assertThat(settings.allows(8, "https://data.example.org/county/a")).isFalse();
  }

  @Test
  void namesOfFilesStayInTheFolder() {
    assertThat(manifest("file:a/b.ndjson").checked(Set.of("Basic"), all -> false).inputs())
        .hasSize(1);
    for (String bad : List.of("file:../x", "file:a/../../x", "file:", "file:/x", "file:.jobs/x")) {
      assertThatThrownBy(() -> manifest(bad).checked(Set.of("Basic"), all -> true))
          .as(bad)
          .isInstanceOf(FaultException.class);
    }
  }

  @Test
  void aListThatIsNotPlainStopsTheStart() {
    for (String odd :
        List.of("https://data.example.org", "data.example.org/", "https://u@h/", "https://h/?a")) {
      assertThatThrownBy(() -> ImportSettingsOf.defaultsAnd("allowed-sources[0]", odd))
          .as(odd)
          .isInstanceOf(BindException.class)
          .hasStackTraceContaining("xiangqiao.import.allowed-sources");
    }
    assertThatThrownBy(() -> ImportSettingsOf.defaultsAnd("tenant-sources.7[0]", "https://h"))
        .isInstanceOf(BindException.class)
        .hasStackTraceContaining("xiangqiao.import.tenant-sources.7");
  }

  private static ImportManifest manifest(String source) {
    return new ImportManifest(List.of(new ImportManifest.Input("Basic", source)));
  }
}
