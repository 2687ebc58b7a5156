/**
 * What operations ask of code systems, wherever their concepts are kept: inside a resource, in
 * tables of the database, or computed (units, languages).
 */
package org.xiangqiao.terminology.service.content;
