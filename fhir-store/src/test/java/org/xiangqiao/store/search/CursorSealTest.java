package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

class CursorSealTest {

  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes();

  @Property(tries = 100)
  void opensWhatItSealed(@ForAll byte[] content) {
    assertThat(new CursorSeal(KEY).open(new CursorSeal(KEY).seal(content))).isEqualTo(content);
  }

  @Test
  void nothingCanBeReadOrChanged() {
    String token = new CursorSeal(KEY).seal("990101199001011230".getBytes());
    assertThat(token).matches("[A-Za-z0-9_-]+");
    assertThat(new String(java.util.Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8))
        .doesNotContain("990101");
    for (int i = 0; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertRefused(() -> new CursorSeal(KEY).open(changed));
    }
    assertRefused(() -> new CursorSeal(new byte[32]).open(token));
    assertRefused(() -> new CursorSeal(KEY).open(""));
    assertRefused(() -> new CursorSeal(KEY).open("not base64 !"));
  }

  @Test
  void cursorsAreBoundToTheTenant() {
    SearchFixture fixture = new SearchFixture();
    for (String id : new String[] {"1", "2"}) {
      Patient patient = new Patient();
      patient.setId("Patient/" + id);
      fixture.store(patient);
    }
    String next = fixture.search("Patient", "_count", "1").next();
    assertRefused(() -> fixture.search.nextPage(new Caller(2, "other", "", "r"), next));
    assertThat(SearchFixture.ids(fixture.search.nextPage(SearchFixture.CALLER, next)))
        .containsExactly("2");
    assertRefused(
        () -> fixture.search.nextPage(SearchFixture.CALLER, SearchFixture.SEAL.seal(new byte[3])));
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    StoreException refusal = catchThrowableOfType(StoreException.class, call);
    assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.CURSOR_INVALID);
  }
}
