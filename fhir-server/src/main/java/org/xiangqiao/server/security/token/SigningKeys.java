package org.xiangqiao.server.security.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that sign and verify access tokens, in the database for all nodes. A node signs with the
 * newest key that it can open and verifies with the public half of every key; a key is used from a
 * minute after it was published, replaced after its time and removed when no token of it can be
 * alive. See docs/decisions/0004-signing-keys.md.
 */
final class SigningKeys implements JWKSource<SecurityContext> {

  private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

  /** How old this node's picture of the keys may be. */
  private static final Duration REFRESH = Duration.ofSeconds(30);

  /** Published this long before it signs, so that every node has seen it. */
  private static final Duration PUBLISHED_AHEAD = Duration.ofSeconds(60);

  private record Picture(List<SigningKey> newestFirst, Instant takenAt) {}

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final KeySeal seal;
  private final SignatureAlgorithm algorithm;
  private final Duration rotation;
  private final Duration overlap;
  private final Clock clock;
  private volatile Picture picture = new Picture(List.of(), Instant.EPOCH);

  SigningKeys(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      KeySeal seal,
      SignatureAlgorithm algorithm,
      Duration rotation,
      Duration overlap,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.seal = seal;
    this.algorithm = algorithm;
    this.rotation = rotation;
    this.overlap = overlap;
    this.clock = clock;
  }

  /** The key to sign with now. */
  SigningKey current() {
    return chosen(keys()).orElseGet(() -> chosen(renewIfDue()).orElseThrow());
  }

  @Override
  public List<JWK> get(JWKSelector selector, SecurityContext context) {
    Instant asked = clock.instant();
    List<JWK> found = selector.select(set(keys()));
    return found.isEmpty() ? selector.select(set(lookAgain(asked))) : found;
  }

  /**
   * Another node may have made a key a moment ago. One thread looks for all that wait, so that
   * tokens with invented key ids cost one small query at a time.
   */
  private synchronized List<SigningKey> lookAgain(Instant asked) {
    return picture.takenAt().isAfter(asked) ? picture.newestFirst() : refresh();
  }

  /** Makes the next key when the newest has served its time; safe on any number of nodes. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
  List<SigningKey> renewIfDue() {
    transaction.executeWithoutResult(
        status -> {
          jdbc.query(
              "select pg_advisory_xact_lock(hashtext('signing_key'))", (ResultSet row) -> null);
          Instant due = clock.instant().minus(rotation);
          if (load().stream().noneMatch(key -> key.canSign() && key.createdAt().isAfter(due))) {
            add(SigningKey.generate(algorithm));
            jdbc.update(
                "delete from signing_key where created_at < ?", Timestamp.from(due.minus(overlap)));
          }
        });
    return refresh();
  }

  private void add(JWK jwk) {
    jdbc.update(
        """
        insert into signing_key (key_id, algorithm, public_jwk, sealed_jwk, created_at)
        values (?, ?, ?, ?, ?)
        """,
        jwk.getKeyID(),
        jwk.getAlgorithm().getName(),
        jwk.toPublicJWK().toJSONString(),
        seal.seal(jwk),
        Timestamp.from(clock.instant()));
    LOG.info("new signing key {}", jwk.getKeyID());
  }

  private Optional<SigningKey> chosen(List<SigningKey> newestFirst) {
    List<SigningKey> able = newestFirst.stream().filter(SigningKey::canSign).toList();
    Instant known = clock.instant().minus(PUBLISHED_AHEAD);
    return able.stream()
        .filter(key -> key.createdAt().isBefore(known))
        .findFirst()
        .or(() -> able.stream().reduce((newer, older) -> older));
  }

  private List<SigningKey> keys() {
    return olderThan(REFRESH) ? refresh() : picture.newestFirst();
  }

  private boolean olderThan(Duration age) {
    return picture.takenAt().plus(age).isBefore(clock.instant());
  }

  private List<SigningKey> refresh() {
    try {
      List<SigningKey> loaded = load();
      picture = new Picture(loaded, clock.instant());
    } catch (DataAccessException unreachable) {
      // What was good a moment ago still verifies tokens.
      if (picture.newestFirst().isEmpty()) {
        throw unreachable;
      }
    }
    return picture.newestFirst();
  }

  private List<SigningKey> load() {
    return jdbc.query(
        """
        select key_id, public_jwk, sealed_jwk, created_at from signing_key
        order by created_at desc, key_id
        """,
        this::read);
  }

  private SigningKey read(ResultSet row, int number) throws SQLException {
    String id = row.getString("key_id");
    try {
      // What is sealed carries authenticity; the open half serves nodes with another sealing key.
      JWK jwk =
          seal.open(row.getString("sealed_jwk")).orElse(JWK.parse(row.getString("public_jwk")));
      return new SigningKey(jwk, row.getTimestamp("created_at").toInstant());
    } catch (ParseException damaged) {
      throw new SQLException("signing key " + id + " is damaged");
    }
  }

  private static JWKSet set(List<SigningKey> keys) {
    return new JWKSet(keys.stream().map(SigningKey::jwk).toList());
  }
}
