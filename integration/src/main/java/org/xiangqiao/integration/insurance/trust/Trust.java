package org.xiangqiao.integration.insurance.trust;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.integration.insurance.trust.WatchedCertificate.Use;
import org.xiangqiao.mappings.insurance.profile.ProvinceProfile;
import org.xiangqiao.mappings.insurance.profile.Signing;

/** Makes seals and TLS from the configuration, and remembers the certificates to watch. */
public final class Trust {

  private static final Logger LOG = LoggerFactory.getLogger(Trust.class);

  private final Keystores keystores = new Keystores();
  private final Certificates certificates = new Certificates();
  private final Clock clock;

  public Trust(Clock clock) {
    this.clock = clock;
  }

  public Certificates certificates() {
    return certificates;
  }

  /**
   * The seal of an institution whose profile signs messages.
   *
   * @param settings may be null
   * @throws UnusableKeyException saying what to do
   */
  public Optional<Seal> seal(
      String institution, ProvinceProfile profile, SigningSettings settings, String secret) {
    return profile.sign().map(signing -> seal(institution, profile, signing, settings, secret));
  }

  private Seal seal(
      String institution,
      ProvinceProfile profile,
      Signing signing,
      SigningSettings settings,
      String secret) {
    if (!signing.algorithm().equals("SM2")) {
      if (signing.algorithm().equals("HMAC-SM3") && (secret == null || secret.isEmpty())) {
        throw missing(institution, "secret", profile);
      }
      return new Seal(signing, null, null, secret, clock);
    }
    if (settings == null || settings.keystore() == null) {
      throw missing(institution, "signing.keystore", profile);
    }
    String property = property(institution, "signing.keystore");
    SigningKey key = keystores.signing(property, settings);
    certificates.saw(institution, Use.SIGNING, key.notAfter());
    if (!key.notAfter().isAfter(clock.instant())) {
      LOG.error("{}", TrustTexts.both("expired", property, key.notAfter().toString()));
    }
    byte[] platform = signing.answers() == null ? null : platform(institution, profile, settings);
    return new Seal(signing, key, platform, secret, clock);
  }

  private byte[] platform(String institution, ProvinceProfile profile, SigningSettings settings) {
    if (settings.platformCertificate() == null) {
      throw missing(institution, "signing.platform-certificate", profile);
    }
    X509Certificate certificate =
        keystores.certificate(
            property(institution, "signing.platform-certificate"), settings.platformCertificate());
    certificates.saw(institution, Use.PLATFORM_SIGNING, certificate.getNotAfter().toInstant());
    return certificate.getPublicKey().getEncoded();
  }

  /**
   * TLS of an institution's line.
   *
   * @param settings may be null
   * @throws UnusableKeyException saying what to do
   */
  public SSLContext tls(String institution, TlsSettings settings) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      X509ExtendedTrustManager trusted = trusted(institution, settings);
      context.init(
          settings == null || settings.keystore() == null ? null : keys(institution, settings),
          new TrustManager[] {
            new SeeingTrust(
                trusted,
                seen ->
                    certificates.saw(institution, Use.TLS_SERVER, seen.getNotAfter().toInstant()))
          },
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new UnusableKeyException(
          TrustTexts.both("password", property(institution, "tls"), ""), e);
    }
  }

  private KeyManager[] keys(String institution, TlsSettings settings)
      throws GeneralSecurityException {
    String property = property(institution, "tls.keystore");
    KeyStore store =
        keystores.tls(property, settings.keystore(), settings.type(), settings.password());
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate mine) {
        certificates.saw(institution, Use.TLS_CLIENT, mine.getNotAfter().toInstant());
      }
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, settings.password().toCharArray());
    return factory.getKeyManagers();
  }

  private X509ExtendedTrustManager trusted(String institution, TlsSettings settings)
      throws GeneralSecurityException {
    KeyStore store =
        settings == null || settings.truststore() == null
            ? null
            : keystores.tls(
                property(institution, "tls.truststore"),
                settings.truststore(),
                settings.type(),
                settings.truststorePassword());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no trust manager"));
  }

  private static UnusableKeyException missing(
      String institution, String name, ProvinceProfile profile) {
    return new UnusableKeyException(
        TrustTexts.both("missing", property(institution, name), profile.name()), null);
  }

  private static String property(String institution, String name) {
    return "xiangqiao.insurance.institutions." + institution + "." + name;
  }
}
