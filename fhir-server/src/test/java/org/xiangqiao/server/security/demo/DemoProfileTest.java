package org.xiangqiao.server.security.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.store.TestPostgres;

class DemoProfileTest {

  @TempDir Path data;

  @Test
  void theTokenThatTheDemoLeavesWorksHereAndForHalfADay() throws Exception {
    Map<String, String> properties =
        Map.of(
            "spring.profiles.active", "demo",
            "xiangqiao.data-directory", data.toString(),
            "xiangqiao.mllp.enabled", "false");
    try (SecuredServer server = SecuredServer.start(TestPostgres.jdbcUrl(), properties)) {
      Path file = data.resolve("demo").resolve("token");
      String token = Files.readString(file);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("demo").resolve("client-key.jwk"))))
          .isEqualTo("rw-------");
      assertThat(SignedJWT.parse(token).getJWTClaimsSet().getExpirationTime().toInstant())
          .isAfter(Instant.now().plus(Duration.ofHours(11)));
      assertThat(server.get("/fhir/Patient", token).status()).isEqualTo(200);
      assertThat(server.get("/fhir/AuditEvent", token).status()).isEqualTo(200);
      assertThat(server.get("/admin/exchange/summary", token).status()).isEqualTo(200);
      assertThat(server.send("GET", "/actuator/prometheus", null).status()).isEqualTo(200);
      assertThat(
              server
                  .send("GET", "/actuator/prometheus", null, "X-Forwarded-For", "10.1.1.1")
                  .status())
          .isEqualTo(401);
    }
  }

  @Test
  void theDemoDoesNotStartWhereOthersCouldReachIt() {
    assertThatThrownBy(
            () ->
                SecuredServer.start(
                    TestPostgres.jdbcUrl(),
                    Map.of(
                        "spring.profiles.active", "demo",
                        "xiangqiao.data-directory", data.toString(),
                        "server.address", "0.0.0.0")))
        .hasStackTraceContaining("server.address must be a loopback address");
  }
}
