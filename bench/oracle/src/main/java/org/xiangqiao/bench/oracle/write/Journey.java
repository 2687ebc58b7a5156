package org.xiangqiao.bench.oracle.write;

import java.util.List;

/** Requests in order, over resources that no other journey touches. */
record Journey(String name, List<Step> steps) {}
