/**
 * {@code CodeSystem/$import} and what follows it: how far a load is, why rows were refused, which
 * version is current, back to the former one.
 */
package org.xiangqiao.server.terminology.load;
