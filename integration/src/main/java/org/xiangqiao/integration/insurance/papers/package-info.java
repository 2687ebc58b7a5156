/** What a case is made of, read once as long as this node works on it. */
package org.xiangqiao.integration.insurance.papers;
