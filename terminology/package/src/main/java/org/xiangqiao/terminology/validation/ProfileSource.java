package org.xiangqiao.terminology.validation;

import java.util.Optional;
import org.hl7.fhir.r4.model.StructureDefinition;

/** The port through which validation finds profiles (数据规范). */
public interface ProfileSource {

  /**
   * With its snapshot.
   *
   * @param canonical with or without {@code |version}
   * @return empty if nobody knows it
   * @throws UnusableProfileException if it is known and cannot be used
   */
  Optional<StructureDefinition> profile(String canonical);
}
