/** How fast residents are found by name and by sound, in process, over a county's worth of them. */
package org.xiangqiao.bench.engine.names;
