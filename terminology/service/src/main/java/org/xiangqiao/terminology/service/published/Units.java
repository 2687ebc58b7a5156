package org.xiangqiao.terminology.service.published;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;

/**
 * Units of measure (计量单位, UCUM) and what they are called. The table behind them is read once, when
 * first asked for; the units asked for last are kept.
 */
final class Units {

  private static final String ESSENCE = "/ucum-essence.xml";
  private static final int KEPT = 10_000;

  private final Cache<String, Optional<String>> kept =
      Caffeine.newBuilder().maximumSize(KEPT).build();
  private UcumEssenceService ucum;

  /** Empty if it is no unit. */
  Optional<String> display(String code) {
    return kept.get(code, this::analysed);
  }

  private Optional<String> analysed(String code) {
    try {
      return Optional.ofNullable(ucum().analyse(code));
    } catch (UcumException | RuntimeException malformed) {
      // The parser fails over what is no unit in many ways.
      return Optional.empty();
    }
  }

  private synchronized UcumEssenceService ucum() throws UcumException {
    if (ucum == null) {
      try (InputStream essence = UcumEssenceService.class.getResourceAsStream(ESSENCE)) {
        ucum = new UcumEssenceService(essence);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return ucum;
  }
}
