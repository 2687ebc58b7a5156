package org.xiangqiao.server.gate;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code xiangqiao.validation.*}.
 *
 * @param policy for writes that no rule names; default {@code refuse}
 * @param rules in their order; the first that fits decides
 * @param maxFindings most findings that are told of one resource; default 100
 * @param keepDays days that the counts of the quality ledger are kept; default 800
 * @param counties sets of definitions kept ready; counties without own definitions share one;
 *     default 16
 * @param unknownProfile whether a profile in {@code meta.profile} that nobody knows is an error;
 *     default {@code warning}
 * @param fresh after which time a definition that another node wrote counts; default 1 s
 * @param warm whether profiles are compiled in the background as soon as the server is ready, if
 *     any write is checked; default true
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.validation", ignoreUnknownFields = false)
record GateSettings(
    @NotNull @DefaultValue("refuse") WritePolicy policy,
    @Valid @DefaultValue List<Rule> rules,
    @Min(1) @Max(10000) @DefaultValue("100") int maxFindings,
    @Min(1) @Max(10000) @DefaultValue("800") int keepDays,
    @Min(1) @Max(1000) @DefaultValue("16") int counties,
    @NotNull @DefaultValue("warning") UnknownProfile unknownProfile,
    @NotNull @DefaultValue("1s") Duration fresh,
    @DefaultValue("true") boolean warm) {

  /**
   * A policy for some writes; what is not given fits all.
   *
   * @param sender registered client id
   * @param type resource type
   * @param profile canonical that {@code meta.profile} has
   */
  record Rule(String sender, String type, String profile, @NotNull WritePolicy policy) {

    boolean fits(String client, String resourceType, List<String> profiles) {
      return (sender == null || sender.equals(client))
          && (type == null || type.equals(resourceType))
          && (profile == null || profiles.contains(profile));
    }
  }

  /** Whether any write is checked. */
  boolean active() {
    return policy != WritePolicy.OFF
        || rules.stream().anyMatch(rule -> rule.policy() != WritePolicy.OFF);
  }

  /**
   * @param profiles canonicals without version
   */
  WritePolicy of(String client, String resourceType, List<String> profiles) {
    return rules.stream()
        .filter(rule -> rule.fits(client, resourceType, profiles))
        .map(Rule::policy)
        .findFirst()
        .orElse(policy);
  }
}
