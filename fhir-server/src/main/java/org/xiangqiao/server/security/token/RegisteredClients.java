package org.xiangqiao.server.security.token;

import java.time.Duration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.xiangqiao.server.security.client.Client;
import org.xiangqiao.server.security.client.Clients;

/** Shows our active clients to Spring Authorization Server. */
final class RegisteredClients implements RegisteredClientRepository {

  private static final String TENANT = "xiangqiao.tenant";
  private static final String ORGANIZATION = "xiangqiao.organization";

  private final Clients clients;
  private final Duration tokenLifetime;

  RegisteredClients(Clients clients, Duration tokenLifetime) {
    this.clients = clients;
    this.tokenLifetime = tokenLifetime;
  }

  @Override
  public void save(RegisteredClient registeredClient) {
    throw new UnsupportedOperationException("clients are registered by configuration or /admin");
  }

  @Override
  public RegisteredClient findById(String id) {
    return findByClientId(id);
  }

  @Override
  public RegisteredClient findByClientId(String clientId) {
    return clients.find(clientId).filter(Client::active).map(this::show).orElse(null);
  }

  static int tenant(RegisteredClient client) {
    return client.getClientSettings().<Integer>getSetting(TENANT);
  }

  static String organization(RegisteredClient client) {
    return client.getClientSettings().getSetting(ORGANIZATION);
  }

  private RegisteredClient show(Client client) {
    return RegisteredClient.withId(client.id())
        .clientId(client.id())
        .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(scopes -> scopes.addAll(client.scopes()))
        .clientSettings(
            ClientSettings.builder()
                // Tells private_key_jwt from client_secret_jwt; our decoder takes ES384 as well.
                .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS384)
                .setting(TENANT, client.tenant())
                .setting(ORGANIZATION, client.organization())
                .build())
        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(tokenLifetime).build())
        .build();
  }
}
