/**
 * Cases, their steps and who owns them at the moment, in the database. Short transactions only:
 * nothing here waits for the platform.
 */
package org.xiangqiao.integration.insurance.book;
