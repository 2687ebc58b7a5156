package org.xiangqiao.programmes.supervision;

import java.util.stream.Stream;

/** How a rule is looked for. */
@FunctionalInterface
interface Check {

  Stream<Hit> hits(Evidence evidence, Items items, Rule rule);
}
