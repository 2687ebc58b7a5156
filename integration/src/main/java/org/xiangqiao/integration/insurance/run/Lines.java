package org.xiangqiao.integration.insurance.run;

import org.xiangqiao.integration.insurance.platform.Line;

/** The line of an institution, by its code (定点医药机构编号). */
@FunctionalInterface
public interface Lines {

  Line of(String institution);
}
