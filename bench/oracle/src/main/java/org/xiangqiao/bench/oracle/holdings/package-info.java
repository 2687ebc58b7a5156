/** What both servers hold: Synthea's patients, hand-made rarities, and changes to some of them. */
package org.xiangqiao.bench.oracle.holdings;
