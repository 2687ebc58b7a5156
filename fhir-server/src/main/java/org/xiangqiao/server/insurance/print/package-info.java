/** Pages that a counter or a ward prints (打印): settlement slip and daily list. */
package org.xiangqiao.server.insurance.print;
