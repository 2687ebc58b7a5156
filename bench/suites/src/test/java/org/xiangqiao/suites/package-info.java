/** Cases that nobody of this project wrote, run against it, and the table of what came out. */
package org.xiangqiao.suites;
