/** The packaged server as a process of its own: started, killed and started again. */
package org.xiangqiao.server.process;
