package org.xiangqiao.terminology.service.content;

import java.util.List;

/**
 * Some of the concepts that a query asks for: best match first when it has a text, else in the
 * order of the code system.
 *
 * @param total how many there are without offset and count
 */
public record ConceptPage(int total, List<Concept> concepts) {

  public ConceptPage {
    concepts = List.copyOf(concepts);
  }
}
