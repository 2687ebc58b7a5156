package org.xiangqiao.terminology.service.load;

import java.util.List;
import org.xiangqiao.terminology.service.content.Concept;

/** The names of a concept in pinyin (拼音): the full one, and its initials. */
@FunctionalInterface
public interface PinyinNames {

  /** Empty for what has no Chinese in it. */
  List<Concept.Designation> of(String display);

  static PinyinNames none() {
    return display -> List.of();
  }
}
