import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A system that gets its token by SMART Backend Services (client_credentials, private_key_jwt,
 * RS384), for scripts: {@code keys DIR} makes a key pair and its JWK set, {@code token DIR ROOT ID
 * SCOPE} prints an access token. Needs nothing but a JDK.
 */
class BackendServiceClient {

  private static final String KEY_ID = "bench";

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "keys" -> keys(directory);
      case "token" -> System.out.println(token(directory, arguments[2], arguments[3], arguments[4]));
      default -> throw new IllegalArgumentException("keys DIR | token DIR ROOT ID SCOPE");
    }
  }

  private static void keys(Path directory) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(3072);
    KeyPair pair = generator.generateKeyPair();
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    Path secret = directory.resolve("client.key");
    Files.deleteIfExists(secret);
    Files.createFile(
        secret,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(secret, pair.getPrivate().getEncoded());
    Files.writeString(
        directory.resolve("client.jwks"),
        "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS384\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
            .formatted(KEY_ID, number(key.getModulus()), number(key.getPublicExponent())));
  }

  private static String token(Path directory, String root, String id, String scope)
      throws IOException, InterruptedException, GeneralSecurityException {
    String endpoint = root + "/oauth2/token";
    String form =
        "grant_type=client_credentials&scope="
            + URLEncoder.encode(scope, StandardCharsets.UTF_8)
            + "&client_assertion_type="
            + URLEncoder.encode(
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
            + "&client_assertion="
            + assertion(directory, endpoint, id);
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(endpoint))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    Matcher token = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"").matcher(response.body());
    if (!token.find()) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
    return token.group(1);
  }

  private static String assertion(Path directory, String audience, String id)
      throws IOException, GeneralSecurityException {
    PrivateKey key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(
                new PKCS8EncodedKeySpec(Files.readAllBytes(directory.resolve("client.key"))));
    long now = Instant.now().getEpochSecond();
    String signed =
        text("{\"alg\":\"RS384\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(KEY_ID))
            + "."
            + text(
                "{\"iss\":\"%1$s\",\"sub\":\"%1$s\",\"aud\":\"%2$s\",\"iat\":%3$d,\"exp\":%4$d,\"jti\":\"%5$s\"}"
                    .formatted(id, audience, now, now + 240, UUID.randomUUID()));
    Signature signature = Signature.getInstance("SHA384withRSA");
    signature.initSign(key);
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + encode(signature.sign());
  }

  private static String text(String json) {
    return encode(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    return encode(java.util.Arrays.copyOfRange(bytes, sign, bytes.length));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
