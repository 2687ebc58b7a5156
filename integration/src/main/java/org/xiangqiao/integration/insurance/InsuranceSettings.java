package org.xiangqiao.integration.insurance;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.xiangqiao.integration.insurance.trust.SigningSettings;
import org.xiangqiao.integration.insurance.trust.TlsSettings;

/**
 * The insurance bridge.
 *
 * @param enabled default false
 * @param answerWithin how long a counter waits for an answer before it is told that it is queued;
 *     shorter than the platform's time-out
 * @param atOnce claims that a node works on at the same time; above it a counter is told to come
 *     again. Each that waits has a thread of the server too, of which others need some
 * @param poll pause between looks for cases that are due
 * @param credentialTime how long a credential stays in memory at most
 * @param breakerCalls calls of which half must be silent before the platform counts as down
 * @param breakerPause after which one message tries again
 * @param institutions by {@code fixmedins_code}
 */
@ConfigurationProperties("xiangqiao.insurance")
public record InsuranceSettings(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("25s") Duration answerWithin,
    @DefaultValue("500") int atOnce,
    @DefaultValue("500ms") Duration poll,
    @DefaultValue("10m") Duration credentialTime,
    @DefaultValue("6") int breakerCalls,
    @DefaultValue("20s") Duration breakerPause,
    Map<String, Institution> institutions) {

  public InsuranceSettings {
    institutions = institutions == null ? Map.of() : Map.copyOf(institutions);
    require(!enabled || !institutions.isEmpty(), "institutions", "given, one at least");
    require(
        positive(answerWithin) && answerWithin.compareTo(Duration.ofMinutes(2)) <= 0,
        "answer-within",
        "1ms to 2m");
    require(atOnce >= 1 && atOnce <= 2_000, "at-once", "1 to 2000");
    require(positive(poll), "poll", "more than 0");
    require(positive(credentialTime), "credential-time", "more than 0");
    require(breakerCalls >= 1, "breaker-calls", "1 or more");
    require(positive(breakerPause), "breaker-pause", "more than 0");
    institutions
        .keySet()
        .forEach(
            code ->
                require(
                    code.matches("[A-Za-z0-9]{12}"),
                    "institutions",
                    "keyed by codes of 12 letters and digits"));
  }

  /**
   * A designated institution (定点医药机构).
   *
   * @param tenant the county
   * @param district {@code mdtrtarea_admvs}
   * @param url base address of the platform
   * @param profile of those that ship, or the path of a file
   * @param application and secret of the platform's gateway, if it has one
   * @param firstNumber and lastNumber: last digits of message ids that are left to this server
   * @param operator who asks when nobody stands at the counter, with the workstation's addresses
   * @param signInTexts parts of the platform's texts that mean that the sign-in is over
   * @param signing key of a profile that signs messages; null for none
   * @param tls null for what the Java runtime has
   * @param proxy for example {@code http://10.0.0.2:3128}; null for none
   * @param organizations of clients that may hand in claims of this institution; empty for all
   */
  public record Institution(
      @DefaultValue("1") int tenant,
      String name,
      String district,
      URI url,
      String profile,
      String application,
      String secret,
      @DefaultValue("0") int firstNumber,
      @DefaultValue("9999") int lastNumber,
      Operator operator,
      @DefaultValue("签到") List<String> signInTexts,
      SigningSettings signing,
      TlsSettings tls,
      URI proxy,
      @DefaultValue List<String> organizations) {

    public Institution {
      require(name != null && !name.isBlank(), "institutions.*.name", "given");
      require(
          district != null && district.matches("[0-9]{6}"), "institutions.*.district", "6 digits");
      require(url != null, "institutions.*.url", "given");
      require(profile != null && !profile.isBlank(), "institutions.*.profile", "given");
      require(operator != null, "institutions.*.operator", "given");
      require(
          firstNumber >= 0 && lastNumber <= 9999 && firstNumber < lastNumber,
          "institutions.*.first-number",
          "less than last-number, both 0 to 9999");
      require(
          proxy == null || "http".equals(proxy.getScheme()) && proxy.getHost() != null,
          "institutions.*.proxy",
          "as http://host:port");
      signInTexts = List.copyOf(signInTexts);
      organizations = List.copyOf(organizations);
    }

    /** Whether claims of a client of this organization are taken. */
    public boolean serves(String organization) {
      return organizations.isEmpty() || organizations.contains(organization);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Institution[" + name + ", " + url + ", " + profile + "]";
    }
  }

  /** Who asks when nobody stands at the counter (经办人), and from which workstation. */
  public record Operator(String number, String name, String mac, String ip) {}

  private static boolean positive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean condition, String name, String allowed) {
    if (!condition) {
      throw new IllegalArgumentException("xiangqiao.insurance." + name + " must be " + allowed);
    }
  }
}
