package org.xiangqiao.server.security.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Clients registered by configuration.
 *
 * @param clients {@code xiangqiao.clients}
 */
@ConfigurationProperties("xiangqiao")
public record ClientSettings(List<Entry> clients) {

  public ClientSettings {
    clients = clients == null ? List.of() : List.copyOf(clients);
  }

  /**
   * One system; keys by exactly one of {@code jwks}, {@code jwksFile}, {@code jwksUri}.
   *
   * @param tenant the county's number
   * @param organization logical id of its Organization
   * @param jwks public keys as JSON
   * @param jwksFile file with the same
   * @param jwksUri where the client publishes them: https, or http on this machine
   * @param active default true
   */
  public record Entry(
      String id,
      String name,
      int tenant,
      String organization,
      String jwks,
      Path jwksFile,
      String jwksUri,
      List<String> scopes,
      Boolean active) {}

  List<Client> read() {
    List<Client> read = new ArrayList<>();
    for (Entry entry : clients) {
      read.add(
          new Client(
              entry.id(),
              entry.tenant(),
              entry.organization(),
              entry.name() == null ? entry.id() : entry.name(),
              entry.jwksFile() == null ? entry.jwks() : content(entry.jwksFile()),
              entry.jwksUri(),
              entry.scopes(),
              entry.active() == null || entry.active()));
    }
    return read;
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("client keys cannot be read from " + file, unreadable);
    }
  }
}
