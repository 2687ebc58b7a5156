package org.xiangqiao.integration.insurance.estimate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.xiangqiao.integration.insurance.bill.BillsToEstimate;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.programmes.benefit.BenefitEstimate;
import org.xiangqiao.programmes.benefit.BenefitPlan;
import org.xiangqiao.programmes.benefit.BenefitPlanFile;
import org.xiangqiao.programmes.benefit.BenefitPlans;
import org.xiangqiao.store.Caller;

/**
 * Estimates bills (待遇测算) while the platform is down, by the plan of the district where the patient
 * is insured, else of its city. What the person had this year before is not known here: an estimate
 * takes the bill for the first of the year.
 */
public final class Estimates {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final int CITY = 4;

  private final BenefitPlans plans;
  private final BillsToEstimate bills;
  private final Clock clock;

  Estimates(BenefitPlans plans, BillsToEstimate bills, Clock clock) {
    this.plans = plans;
    this.bills = bills;
    this.clock = clock;
  }

  /**
   * @throws UncheckedIOException if a file of the settings cannot be read
   * @throws IllegalArgumentException if one does not say whose parameters it has
   */
  public static Estimates open(EstimateSettings settings, BillsToEstimate bills, Clock clock) {
    return new Estimates(
        new BenefitPlans(settings.plans().stream().map(Estimates::plan).toList()), bills, clock);
  }

  private static BenefitPlan plan(String path) {
    try (InputStream json = Files.newInputStream(Path.of(path))) {
      BenefitPlan plan = BenefitPlanFile.read(json);
      if (plan.name() == null || plan.name().isBlank()) {
        throw new IllegalArgumentException(
            "xiangqiao.insurance.estimate.plans: 缺少 name，请填写参数名称"
                + " name is missing, say whose parameters they are: "
                + path);
      }
      return plan;
    } catch (IOException e) {
      throw new UncheckedIOException("xiangqiao.insurance.estimate.plans: " + path, e);
    }
  }

  /**
   * Empty where there is no plan for the patient's district, or nothing is known of the items.
   *
   * @param claim as it came, stored or not
   */
  public Optional<Estimate> of(Caller caller, Claim claim) {
    if (plans.plans().isEmpty()) {
      return Optional.empty();
    }
    LocalDate today = LocalDate.now(clock.withZone(CHINA));
    try {
      return bills.read(caller, claim, today).flatMap(bill -> estimate(bill, today));
    } catch (DeskException incomplete) {
      // Others tell what is missing.
      return Optional.empty();
    }
  }

  private Optional<Estimate> estimate(BillsToEstimate.Read read, LocalDate today) {
    if (read.unknown() == read.bill().lines().size()) {
      return Optional.empty();
    }
    return plan(read.district(), today)
        .map(
            plan ->
                new Estimate(
                    plan.name(),
                    BenefitEstimate.of(plan, read.bill()),
                    read.bill().lines().size(),
                    read.unknown()));
  }

  private Optional<BenefitPlan> plan(String district, LocalDate day) {
    if (district == null || district.length() <= CITY) {
      return Optional.empty();
    }
    return plans.in(district, day).or(() -> plans.in(district.substring(0, CITY) + "00", day));
  }
}
