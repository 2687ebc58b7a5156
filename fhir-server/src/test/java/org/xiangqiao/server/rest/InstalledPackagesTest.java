package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.fhirpackage.installed.TestPackage.element;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.server.command.TestConsole;
import org.xiangqiao.server.command.TestConsole.Ended;
import org.xiangqiao.server.fhirpackage.installed.TestPackage;

/**
 * $install-package, $packages, $remove-package and their commands, and what $validate makes of it.
 */
class InstalledPackagesTest extends RestServerTest {

  private static final String URL = "https://example.org/StructureDefinition/";
  private static final String[] MAY = {SCOPE, "system/*.cruds xiangqiao/admin.packages"};

  @TempDir Path directory;

  private static TestPackage strict(String name, String version, String required) {
    return TestPackage.of(name, version)
        .profile(
            name.replace('.', '-'), version, "Basic", element("Basic." + required, "\"min\":1"));
  }

  private Reply install(byte[] tgz, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type", "application/gzip"));
    all.addAll(List.of(headers.length == 0 ? MAY : headers));
    return sendBytes("POST", "/$install-package", tgz, all.toArray(String[]::new));
  }

  private JsonNode validated(String canonical, String... headers) {
    Reply reply =
        send(
            "POST",
            "/Basic/$validate?profile=" + encoded(canonical),
            "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}",
            headers);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void anInstalledPackageDecidesAtOnceAndSaysSo() {
    String url = URL + "org-example-first";
    assertThat(validated(url).toString()).contains("validate-profile-unknown");
    Reply done = install(strict("org.example.first", "1.0.0", "subject").bytes());
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    assertThat(done.text()).contains("org.example.first").contains("1.0.0");
    assertThat(install(strict("org.example.first", "2.0.0", "author").bytes()).status())
        .isEqualTo(200);

    JsonNode newest = validated(url);
    assertThat(newest.get("issue").toString()).contains("Basic.author");
    assertThat(newest.get("extension").toString())
        .contains("\"org.example.first#2.0.0\"")
        .contains(url + "|2.0.0")
        .contains("\"hl7.fhir.r4.core#4.0.1\"");
    JsonNode older = validated(url + "|1.0.0");
    assertThat(older.get("issue").toString()).contains("Basic.subject");
    assertThat(older.get("extension").toString()).contains("\"org.example.first#1.0.0\"");
    assertThat(validated(url, TENANT, "2").toString()).contains("validate-profile-unknown");

    assertThat(get("/$packages").text()).contains("org.example.first");
    assertThat(get("/$packages", TENANT, "2").text()).doesNotContain("org.example.first");
    String remove = "/$remove-package?name=org.example.first&version=2.0.0";
    refusal(send("POST", remove, null, TENANT, "2", MAY[0], MAY[1]), 404, "package-unknown");
    assertThat(send("POST", remove, null, MAY).status()).isEqualTo(200);
    assertThat(validated(url).get("issue").toString()).contains("Basic.subject");
  }

  @Test
  void aBundleIsHeldAgainstTheProfilesOfItsEntries() {
    String url = URL + "org-example-bundled";
    install(strict("org.example.bundled", "1.0.0", "subject").bytes());
    Reply reply =
        send(
            "POST",
            "/Bundle/$validate",
            """
            {"resourceType":"Bundle","type":"collection","entry":[
             {"fullUrl":"urn:uuid:5f3c0f70-0000-4000-8000-000000000001","resource":
              {"resourceType":"Basic","meta":{"profile":["%s"]},"code":{"text":"x"}}}]}"""
                .formatted(url));
    assertThat(reply.json().get("issue").toString())
        .contains("Bundle.entry[0].resource")
        .contains("Basic.subject");
    assertThat(reply.json().get("extension").toString()).contains("org.example.bundled#1.0.0");
  }

  @Test
  void whatIsWrongIsRefusedByItsName() {
    byte[] good = strict("org.example.rights", "1.0.0", "subject").bytes();
    refusal(install(good, SCOPE, "system/*.cruds"), 403, "scope-missing");
    refusal(install("no gzip".getBytes()), 400, "package-broken");
    refusal(install(new byte[1 << 19]), 400, "package-broken");
    byte[] noise = new byte[2 << 20];
    new java.util.Random(5).nextBytes(noise);
    refusal(
        install(TestPackage.of("org.example.long", "1").file("other/x", noise).bytes()),
        413,
        "package-too-long");
    Reply bad =
        install(
            TestPackage.of("org.example.bad", "1.0.0")
                .profile("bad", "1.0.0", "Basic", element("Basic.code", "\"min\":0"))
                .bytes());
    refusal(bad, 400, "profile-min");
    assertThat(bad.json().at("/issue/0/expression/0").asText()).isEqualTo("Basic.code");
    assertThat(bad.json().at("/issue/0/details/text").asText()).contains(URL + "bad|1.0.0");
    refusal(send("POST", "/$install-package?source=Binary/none", null, MAY), 400, "package-source");
    refusal(get("/$install-package", MAY), 405, "method-not-allowed");
    assertThat(get("/$packages").text()).doesNotContain("org.example.bad");
  }

  @Test
  void commandsInstallForAllCounties() throws IOException, SQLException {
    Path file = directory.resolve("p.tgz");
    Files.write(file, strict("org.example.command", "1.0.0", "subject").bytes());
    Ended done = command(Locale.CHINA, "install-package", file.toString());
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out()).contains("已安装：org.example.command 1.0.0；定义 1 个");
    assertThat(command(Locale.ENGLISH, "list-packages").out())
        .contains("org.example.command\t1.0.0\t1\t");
    for (String county : List.of("1", "2")) {
      assertThat(validated(URL + "org-example-command", TENANT, county).get("issue").toString())
          .contains("Basic.subject");
    }
    Files.write(file, "x".getBytes());
    Ended refused = command(Locale.CHINA, "install-package", file.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("不是 gzip");
    assertThat(command(Locale.ENGLISH, "install-package").err()).contains("needs FILE");
    Ended removed =
        command(
            Locale.ENGLISH, "remove-package", "--name=org.example.command", "--version", "1.0.0");
    assertThat(removed.code()).as(removed.err()).isZero();
    assertThat(validated(URL + "org-example-command").toString())
        .contains("validate-profile-unknown");
  }

  private Ended command(Locale locale, String... arguments) throws SQLException {
    List<String> all = new ArrayList<>(List.of(arguments));
    try (Connection connection = database.getConnection()) {
      all.add("--spring.datasource.url=" + connection.getMetaData().getURL());
    }
    all.add("--spring.datasource.username=postgres");
    return TestConsole.run(locale, all.toArray(String[]::new));
  }
}
