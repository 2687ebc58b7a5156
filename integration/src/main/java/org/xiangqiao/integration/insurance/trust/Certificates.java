package org.xiangqiao.integration.insurance.trust;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xiangqiao.integration.insurance.trust.WatchedCertificate.Use;

/** The certificates of all lines, those of the platforms' servers as they were seen last. */
public final class Certificates {

  private record Key(String institution, Use use) {}

  private final Map<Key, Instant> ends = new ConcurrentHashMap<>();

  /** Notes the end of one; the last word counts. */
  public void saw(String institution, Use use, Instant notAfter) {
    ends.put(new Key(institution, use), notAfter);
  }

  /** By institution and use. */
  public List<WatchedCertificate> all() {
    return ends.entrySet().stream()
        .map(
            end ->
                new WatchedCertificate(
                    end.getKey().institution(), end.getKey().use(), end.getValue()))
        .sorted(
            Comparator.comparing(WatchedCertificate::institution)
                .thenComparing(WatchedCertificate::use))
        .toList();
  }
}
