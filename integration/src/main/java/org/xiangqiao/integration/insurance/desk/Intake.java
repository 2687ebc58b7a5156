package org.xiangqiao.integration.insurance.desk;

import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.store.Caller;

/** Whether something is taken in now, and from whom (受理): before anything is written or sent. */
public final class Intake {

  private final Lines lines;
  private final BooleanSupplier full;
  private final BiPredicate<String, String> serves;

  /**
   * @param full whether as many cases are worked on as may be
   * @param serves whether an institution takes something from an organization's clients
   */
  public Intake(Lines lines, BooleanSupplier full, BiPredicate<String, String> serves) {
    this.lines = lines;
    this.full = full;
    this.serves = serves;
  }

  /**
   * @param place of the element that names the institution
   * @throws DeskException if the institution takes nothing from the caller's organization
   */
  public void own(Caller caller, String institution, String place) {
    if (!serves.test(institution, caller.organization())) {
      throw new DeskException(DeskException.Reason.FOREIGN, place);
    }
  }

  /**
   * @throws DeskException if the institution cannot sign, or its platform is down
   */
  public void open(String institution) {
    Line line = lines.of(institution);
    if (!line.signs()) {
      throw new DeskException(DeskException.Reason.CERTIFICATE, "");
    }
    if (!line.up()) {
      throw new DeskException(DeskException.Reason.PLATFORM_DOWN, "");
    }
  }

  /**
   * @throws DeskException as {@link #open}, or if nothing more can be worked on now
   */
  public void ready(String institution) {
    open(institution);
    if (full.getAsBoolean()) {
      throw new DeskException(DeskException.Reason.BUSY, "");
    }
  }
}
