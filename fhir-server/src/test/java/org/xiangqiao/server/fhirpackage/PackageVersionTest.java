package org.xiangqiao.server.fhirpackage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageVersionTest {

  @ParameterizedTest
  @CsvSource({
    "0.1.0, 0.1.0, 0",
    "0.2.0, 0.10.0, -1",
    "0.1, 0.1.1, -1",
    "1.0.0-rc1, 1.0.0, -1",
    "1.0.0-rc2, 1.0.0-rc1, 1"
  })
  void numbersCountByValue(String one, String other, int order) {
    assertThat(Integer.signum(new PackageVersion(one).compareTo(new PackageVersion(other))))
        .isEqualTo(order);
    assertThat(Integer.signum(new PackageVersion(other).compareTo(new PackageVersion(one))))
        .isEqualTo(-order);
  }
}
