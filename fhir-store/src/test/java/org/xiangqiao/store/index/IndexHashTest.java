package org.xiangqiao.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is stored was hashed in this form: it may never change. */
class IndexHashTest {

  private static final byte[] KEY = "sixteen bytes :)".getBytes();

  private final IndexHash hash = new IndexHash(KEY);

  @Property
  void isSipHashOfTenantFormAndTexts(
      @ForAll int tenant, @ForAll String key, @ForAll String system, @ForAll String code) {
    ByteBuffer words = ByteBuffer.wrap(KEY).order(ByteOrder.LITTLE_ENDIAN);
    long expected =
        Hashing.sipHash24(words.getLong(), words.getLong())
            .newHasher()
            .putInt(tenant)
            .putByte((byte) 2)
            .putInt(key.length())
            .putUnencodedChars(key)
            .putInt(system.length())
            .putUnencodedChars(system)
            .putUnencodedChars(code)
            .hash()
            .asLong();
    assertThat(hash.systemAndCode(tenant, key, system, code)).isEqualTo(expected);
  }

  @Property
  void presenceIsTheLowerHalfOfTheParameter(@ForAll String key) {
    assertThat(hash.presence(key)).isEqualTo((int) hash.parameter(key));
    assertThat(hash.presence(key)).isEqualTo((int) new IndexHash(KEY).parameter(key));
  }
}
