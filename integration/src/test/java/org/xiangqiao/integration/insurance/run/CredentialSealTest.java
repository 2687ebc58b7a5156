package org.xiangqiao.integration.insurance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import javax.crypto.SealedObject;
import org.junit.jupiter.api.Test;
import org.xiangqiao.mappings.insurance.fhir.Credential;

class CredentialSealTest {

  private static final Credential CARD = new Credential("03", "EC0TOKEN7700112233", null);

  private final CredentialSeal seal = new CredentialSeal();

  @Test
  void whatIsKeptShowsNothingAndIsOpenedAsItWas() throws IOException {
    SealedObject kept = seal.sealed(CARD);

    assertThat(bytes(kept)).doesNotContain(CARD.number());
    assertThat(seal.opened(kept)).isEqualTo(CARD);
    assertThat(bytes(seal.sealed(CARD))).as("never twice alike").isNotEqualTo(bytes(kept));
  }

  @Test
  void anotherProcessCannotOpenIt() {
    SealedObject kept = seal.sealed(CARD);
    assertThatThrownBy(() -> new CredentialSeal().opened(kept))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining(CARD.number());
  }

  private static String bytes(SealedObject kept) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(kept);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
