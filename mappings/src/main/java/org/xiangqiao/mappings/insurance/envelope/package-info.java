/**
 * Messages of the insurance platform (两定接口报文): the envelope, its business part as nodes of rows,
 * and their JSON, written exactly and read tolerantly.
 */
package org.xiangqiao.mappings.insurance.envelope;
