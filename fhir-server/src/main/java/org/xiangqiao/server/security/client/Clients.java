package org.xiangqiao.server.security.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.security.SecurityFaults;

/** The registered systems in the database, shared by all nodes. */
@Component
public class Clients {

  private static final String COLUMNS =
      "client_id, tenant_id, organization, name, jwks, jwks_uri, scopes, active";

  private final JdbcTemplate jdbc;

  Clients(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Client ids are unique over all tenants, since a token request names none. */
  public Optional<Client> find(String id) {
    return jdbc
        .query("select " + COLUMNS + " from client where client_id = ?", Clients::read, id)
        .stream()
        .findFirst();
  }

  /**
   * @param after client id to go on from, or empty
   */
  public List<Client> list(int tenant, String after, int count) {
    return jdbc.query(
        "select "
            + COLUMNS
            + " from client where tenant_id = ? and client_id > ? order by client_id limit ?",
        Clients::read,
        tenant,
        after,
        count);
  }

  /**
   * Registers a client, or replaces the registration that its own tenant holds under the same id.
   *
   * @return true when it is new
   */
  public boolean register(Client client, Client.Source source) {
    List<Fault> faults = ClientRules.check(client);
    if (!faults.isEmpty()) {
      throw new FaultException(faults);
    }
    Boolean created =
        jdbc
            .query(
                """
                insert into client as c (client_id, tenant_id, organization, name, jwks, jwks_uri,
                                         scopes, active, source)
                values (?, ?, ?, ?, ?, ?, string_to_array(?, ' '), ?, ?)
                on conflict (client_id) do update
                  set organization = excluded.organization, name = excluded.name,
                      jwks = excluded.jwks, jwks_uri = excluded.jwks_uri,
                      scopes = excluded.scopes, active = excluded.active,
                      source = excluded.source, updated_at = now()
                  where c.tenant_id = excluded.tenant_id
                returning xmax = 0
                """,
                (row, number) -> row.getBoolean(1),
                client.id(),
                client.tenant(),
                client.organization(),
                client.name(),
                client.jwks(),
                client.jwksUri(),
                String.join(" ", client.scopes()),
                client.active(),
                source.code())
            .stream()
            .findFirst()
            .orElseThrow(() -> SecurityFaults.conflict("client-taken", client.id()).exception());
    return created;
  }

  /** From now on it gets no token; those it holds run out within minutes. */
  public boolean deactivate(int tenant, String id) {
    return jdbc.update(
            "update client set active = false, updated_at = now() where tenant_id = ? and client_id = ?",
            tenant,
            id)
        > 0;
  }

  /** What left the configuration may no longer come in. */
  int deactivateConfiguredExcept(Collection<String> ids) {
    return jdbc.update(
        """
        update client set active = false, updated_at = now()
        where source = 'configuration' and active and client_id <> all (string_to_array(?, ' '))
        """,
        String.join(" ", ids));
  }

  private static Client read(ResultSet row, int number) throws SQLException {
    return new Client(
        row.getString("client_id"),
        row.getInt("tenant_id"),
        row.getString("organization"),
        row.getString("name"),
        row.getString("jwks"),
        row.getString("jwks_uri"),
        Arrays.asList((String[]) row.getArray("scopes").getArray()),
        row.getBoolean("active"));
  }
}
