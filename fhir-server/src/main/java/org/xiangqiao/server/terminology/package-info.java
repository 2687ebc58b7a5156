/**
 * The terminology operations over HTTP: parameters, rights and limits; what they answer is made in
 * {@code org.xiangqiao.terminology.service}.
 */
package org.xiangqiao.server.terminology;
