/** Publication status of what operations rely on. */
package org.xiangqiao.terminology.service.status;
