/** Visits and bills as they are stored, made into the platform's messages. */
package org.xiangqiao.integration.insurance.bill;
