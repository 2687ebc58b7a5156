/** How fast code tables are imported, looked up and searched, over HTTP and in process. */
package org.xiangqiao.bench.terminology;
