package org.xiangqiao.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AssignedTextTest {

  /** The rule in the words of Spring Security's StrictHttpFirewall. */
  private static final Pattern RULE = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

  @Property
  void saysWhatTheFirewallSays(@ForAll String text) {
    assertThat(AssignedText.matches(text)).isEqualTo(RULE.matcher(text).matches());
  }

  @Test
  void refusesControls() {
    assertThat(AssignedText.matches("Bearer a\nb")).isFalse();
    assertThat(AssignedText.matches("乡镇\u0085")).isFalse();
    assertThat(AssignedText.matches("Bearer 乡镇")).isTrue();
  }
}
