/**
 * The demo: starts the server, the county platform and the EMR, shows a working day going through
 * them, and leaves everything running to be tried.
 */
package org.xiangqiao.simulators.demo;
