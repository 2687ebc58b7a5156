/** From a result to the bytes of a response: negotiation, spliced Bundles, headers. */
package org.xiangqiao.server.rest.answer;
