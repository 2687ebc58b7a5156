/** HL7's cases of GraphQL. */
package org.xiangqiao.suites.graphql;
