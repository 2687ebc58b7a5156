package org.xiangqiao.terminology.validation.compile;

import org.xiangqiao.terminology.validation.json.Node;

/**
 * A property that an object may have in JSON.
 *
 * @param name in FHIRPath
 * @param type code of its type; {@code Resource} where any resource may be
 * @param own the shape that its definition gives it (a backbone element), or null for its type's
 */
public record Slot(String name, String type, boolean primitive, Shape own, Node.Place place) {}
