package org.xiangqiao.terminology.service.content;

import java.util.List;

/**
 * What a text index found in one version of a code system, best match first.
 *
 * @param total how many there are without offset and count
 */
public record ConceptHits(int total, List<String> codes) {

  public ConceptHits {
    codes = List.copyOf(codes);
  }
}
