package org.xiangqiao.integration.insurance.catalogue;

import java.io.IOException;
import java.io.InputStream;
import org.xiangqiao.store.Caller;

/** Where catalogues become code systems (代码系统): the terminology service's import. */
@FunctionalInterface
public interface CodeSystems {

  /**
   * Loads a table as a version and makes it current, in the background. The same version again is
   * no second one.
   *
   * @param csv with header {@code code,display,vali_flag} and properties
   * @return false if it has too much to do now: come again
   */
  boolean publish(Caller caller, String url, String version, String title, InputStream csv)
      throws IOException;
}
