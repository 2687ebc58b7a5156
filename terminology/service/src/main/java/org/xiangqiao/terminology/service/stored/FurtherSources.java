package org.xiangqiao.terminology.service.stored;

import org.xiangqiao.terminology.service.content.TerminologySources;

/** Terminology that is kept elsewhere than in resources; asked before them unless it says so. */
public interface FurtherSources extends TerminologySources {

  /** Whether stored resources come first. */
  default boolean afterStored() {
    return false;
  }
}
