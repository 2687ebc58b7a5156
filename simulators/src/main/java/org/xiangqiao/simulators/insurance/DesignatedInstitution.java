package org.xiangqiao.simulators.insurance;

import org.xiangqiao.programmes.benefit.CareLevel;

/**
 * A designated institution (定点医药机构) that may call.
 *
 * @param code fixmedins_code
 */
public record DesignatedInstitution(String code, String name, CareLevel level) {}
