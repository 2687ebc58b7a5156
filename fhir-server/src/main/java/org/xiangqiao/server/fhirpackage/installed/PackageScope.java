package org.xiangqiao.server.fhirpackage.installed;

import org.xiangqiao.server.rest.operation.OperationRights;

/** Who may change what a county's records are held against. */
final class PackageScope {

  static final OperationRights RIGHTS = OperationRights.none().andScope("xiangqiao/admin.packages");

  private PackageScope() {}
}
