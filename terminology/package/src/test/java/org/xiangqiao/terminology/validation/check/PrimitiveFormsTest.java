package org.xiangqiao.terminology.validation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R4 datatypes.html#primitive. */
class PrimitiveFormsTest {

  @ParameterizedTest
  @CsvSource({
    "date, 2026-02-28, true",
    "date, 2026-02-30, false",
    "date, 2026-13, false",
    "date, 2026, true",
    "date, 0000, false",
    "date, 26-01-01, false",
    "dateTime, 2026-11-22T09:15:00+08:00, true",
    "dateTime, 2026-11-22T09:15:00, false",
    "dateTime, 2026-11-22T24:00:00Z, false",
    "dateTime, 2026-11-22T09:15:00.123Z, true",
    "instant, 2026-11-22, false",
    "instant, 2026-11-22T09:15:00Z, true",
    "time, 09:15:00, true",
    "time, 9:15, false",
    "integer, -7, true",
    "integer, 07, false",
    "integer, 2147483648, false",
    "positiveInt, 0, false",
    "unsignedInt, 0, true",
    "decimal, 1.50, true",
    "decimal, .5, false",
    "decimal, 1e3, true",
    "decimal, 01, false",
    "id, a-b.C9, true",
    "id, a_b, false",
    "code, a b, true",
    "code, 'a  b', false",
    "code, ' a', false",
    "uri, urn:oid:2.16.156.10011.1.3, true",
    "uri, urn:oid:2.16.a, false",
    "uri, oid:1.2, false",
    "uri, 'a b', false",
    "uri, urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7, true",
    "uri, urn:uuid:53, false",
    "canonical, relative, false",
    "base64Binary, YQ==, true",
    "base64Binary, YQ=, false",
    "base64Binary, ' ', false",
    "boolean, True, false"
  })
  void knowsTheForms(String type, String text, boolean valid) {
    assertThat(PrimitiveForms.valid(type, text)).isEqualTo(valid);
  }
}
