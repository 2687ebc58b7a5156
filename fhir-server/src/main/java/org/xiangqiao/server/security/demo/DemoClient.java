package org.xiangqiao.server.security.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.security.PrivateFile;
import org.xiangqiao.server.security.client.Client;
import org.xiangqiao.server.security.client.Clients;
import org.xiangqiao.server.security.scope.ProductScope;
import org.xiangqiao.server.security.token.TokenMint;

/**
 * Registers the demo client and leaves its key and a token below the data directory, readable by
 * the owner only. Runs before the server reports that it is ready, so that who waits for that finds
 * the token.
 */
final class DemoClient implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(DemoClient.class);
  private static final String ID = "demo";
  private static final int TENANT = 1;

  private final Path directory;
  private final Duration lifetime;
  private final Clients clients;
  private final TokenMint mint;
  private final PublicAddress address;
  private final Environment environment;

  DemoClient(
      Path directory,
      Duration lifetime,
      Clients clients,
      TokenMint mint,
      PublicAddress address,
      Environment environment) {
    this.directory = directory;
    this.lifetime = lifetime;
    this.clients = clients;
    this.mint = mint;
    this.address = address;
    this.environment = environment;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    Client client = register();
    String root =
        address
            .configuredRoot()
            .orElseGet(
                () -> "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"));
    Path file = directory.resolve("token");
    String token = mint.mint(client, root, lifetime);
    PrivateFile.write(file, token.getBytes(StandardCharsets.UTF_8));
    // On the console only: a log file is no place for a token.
    System.out.println("demo token, valid " + lifetime.toHours() + " h: " + token);
    LOG.info("demo token written to {}", file);
  }

  private Client register() {
    List<String> scopes = new ArrayList<>(List.of("system/*.cruds"));
    Arrays.stream(ProductScope.values()).map(ProductScope::text).forEach(scopes::add);
    Client client =
        new Client(
            ID, TENANT, "", "Demo", new JWKSet(key().toPublicJWK()).toString(), null, scopes, true);
    clients.register(client, Client.Source.DEMO);
    return client;
  }

  private JWK key() {
    byte[] stored =
        PrivateFile.readOrCreate(
            directory.resolve("client-key.jwk"),
            () -> generate().toJSONString().getBytes(StandardCharsets.UTF_8));
    try {
      return JWK.parse(new String(stored, StandardCharsets.UTF_8));
    } catch (ParseException damaged) {
      throw new IllegalStateException(
          "the demo client's key in " + directory + " is damaged: delete the file", damaged);
    }
  }

  private static JWK generate() {
    try {
      return new ECKeyGenerator(Curve.P_384)
          .keyID("demo-1")
          .algorithm(JWSAlgorithm.ES384)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
