/**
 * Catalogues and mappings of the insurance platform (目录与对照) as operations: tables of codes are
 * uploaded, unmapped items listed, the platform told (3301), its catalogues fetched.
 */
package org.xiangqiao.server.insurance.catalogue;
