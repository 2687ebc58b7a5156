package org.xiangqiao.integration.mllp;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The MLLP listener.
 *
 * @param enabled false: no listener on this node
 * @param host address to listen on; loopback unless configured
 * @param port 2575 is the port registered for HL7
 * @param maxConnections more are closed at once
 * @param maxConnectionsPerAddress so that one sender cannot take all of them
 * @param idleTimeout a connection without a message for so long is closed
 * @param frameTimeout a frame, a TLS record and a TLS handshake must be complete so long after
 *     their first byte, and an answer taken within it; else the connection is cut
 * @param maxMessageSize a larger message is answered AR and the connection closed
 * @param unknownSenderTenant whose ledger keeps what unknown senders send
 * @param recoverAfter a message received but not finished is processed again after this time
 * @param tls null: plain TCP
 */
@Validated
@ConfigurationProperties("xiangqiao.mllp")
public record MllpSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("127.0.0.1") @NotBlank String host,
    @DefaultValue("2575") @Min(0) @Max(65535) int port,
    @DefaultValue("64") @Min(1) @Max(4096) int maxConnections,
    @DefaultValue("32") @Min(1) @Max(4096) int maxConnectionsPerAddress,
    @DefaultValue("10m") @NotNull Duration idleTimeout,
    @DefaultValue("30s") @NotNull Duration frameTimeout,
    @DefaultValue("1MB") @NotNull DataSize maxMessageSize,
    @DefaultValue("1") @Min(1) int unknownSenderTenant,
    @DefaultValue("60s") @NotNull Duration recoverAfter,
    @Valid Tls tls) {

  /** Whether a sender must show a certificate. */
  public enum ClientCertificate {
    NONE,
    WANT,
    REQUIRE
  }

  /**
   * @param keyStore file with the listener's key and certificate (PKCS12 or JKS)
   * @param trustStore file with the certificates that senders' certificates lead to
   */
  public record Tls(
      @NotBlank String keyStore,
      @NotNull String keyStorePassword,
      String trustStore,
      String trustStorePassword,
      @DefaultValue("REQUIRE") ClientCertificate clientCertificate) {

    public Tls {
      if (clientCertificate == ClientCertificate.REQUIRE && trustStore == null) {
        throw new IllegalArgumentException(
            "xiangqiao.mllp.tls.trust-store is needed when client-certificate is REQUIRE");
      }
    }

    /** Leaves the passwords out. */
    @Override
    public String toString() {
      return "Tls[keyStore=" + keyStore + ", trustStore=" + trustStore + "]";
    }
  }
}
