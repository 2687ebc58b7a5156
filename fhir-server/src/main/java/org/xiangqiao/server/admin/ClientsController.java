package org.xiangqiao.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.security.SecurityFaults;
import org.xiangqiao.server.security.client.Client;
import org.xiangqiao.server.security.client.Clients;
import org.xiangqiao.store.Caller;

/** Registers, lists and deactivates the clients of the caller's own tenant. */
@RestController
@RequestMapping("/admin/clients")
class ClientsController {

  private static final int PAGE = 200;

  private final Clients clients;

  ClientsController(Clients clients) {
    this.clients = clients;
  }

  /**
   * A registration as it is sent.
   *
   * @param tenant may be left out; must be the caller's own, or any when the caller is of tenant 0
   * @param jwks public keys as a JWK set
   */
  record Registration(
      String id,
      String name,
      Integer tenant,
      String organization,
      JsonNode jwks,
      String jwksUri,
      List<String> scopes,
      Boolean active) {}

  @PostMapping
  ResponseEntity<Client> register(@RequestBody Registration sent, HttpServletRequest request) {
    Caller caller = CallerContext.of(request);
    Client client =
        new Client(
            sent.id(),
            tenant(sent, caller),
            sent.organization(),
            sent.name() == null ? sent.id() : sent.name(),
            sent.jwks() == null || sent.jwks().isNull() ? null : sent.jwks().toString(),
            sent.jwksUri(),
            sent.scopes(),
            sent.active() == null || sent.active());
    boolean created = clients.register(client, Client.Source.ADMIN);
    return created
        ? ResponseEntity.created(URI.create("/admin/clients/" + client.id())).body(client)
        : ResponseEntity.ok(client);
  }

  private static int tenant(Registration sent, Caller caller) {
    if (sent.tenant() == null || sent.tenant() == caller.tenantId()) {
      return caller.tenantId();
    }
    if (caller.tenantId() != Caller.DEFINITIONS_TENANT) {
      throw SecurityFaults.invalid("client-tenant-foreign", "tenant").exception();
    }
    return sent.tenant();
  }

  /** Ordered by id; {@code after} goes on from the last one seen. */
  @GetMapping
  Map<String, List<Client>> list(
      @RequestParam(defaultValue = "") String after, HttpServletRequest request) {
    return Map.of("clients", clients.list(CallerContext.of(request).tenantId(), after, PAGE));
  }

  @GetMapping("/{id}")
  Client show(@PathVariable String id, HttpServletRequest request) {
    return clients
        .find(id)
        .filter(client -> client.tenant() == CallerContext.of(request).tenantId())
        .orElseThrow(() -> SecurityFaults.notFound("client-unknown", id).exception());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deactivate(@PathVariable String id, HttpServletRequest request) {
    if (!clients.deactivate(CallerContext.of(request).tenantId(), id)) {
      throw SecurityFaults.notFound("client-unknown", id).exception();
    }
  }
}
