package org.xiangqiao.terminology.validation.invariant;

import java.util.List;

/** A part of a rule as a function: from the items before it to those after it. */
interface Step {

  List<Object> of(Frame frame, List<Object> input);
}
