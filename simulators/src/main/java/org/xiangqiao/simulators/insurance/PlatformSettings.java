package org.xiangqiao.simulators.insurance;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.xiangqiao.programmes.benefit.BenefitPlan;

/**
 * How a stand-in platform behaves.
 *
 * @param port 0 lets the system choose
 * @param controlPort of the steering; 0 lets the system choose
 * @param district of the platform, also its clearing and settling office (clr_optins, setl_optins)
 * @param plan parameters of the benefit
 * @param institutions that may call; empty takes every code for a township centre
 * @param catalogue items; empty takes every code for class A, else an unlisted code is refused
 * @param application x-tif-paasid and secret of the paths' headers; null checks no headers
 * @param admitsAnybody an identity card that nobody registered gets a person at once
 * @param requiresSignIn every transaction but 9001 needs a sign_no that stands
 * @param booksAgain a second settlement of settled lines under a new message id is booked too
 * @param refusesUnknownReversal 2601 of a message id that the platform does not know is refused
 * @param longStatementCodes stmt_rslt as 000000 … instead of 0 …
 * @param codeAsText infcode as text
 * @param latency of every answer, as of a platform far away
 * @param limit most persons, visits, fee lines, settlements and ledger entries, each; above it
 *     calls are refused
 * @param signatures of messages; null when nothing is signed
 * @param clock of the platform
 */
public record PlatformSettings(
    int port,
    int controlPort,
    String district,
    BenefitPlan plan,
    List<DesignatedInstitution> institutions,
    List<CatalogueItem> catalogue,
    Application application,
    boolean admitsAnybody,
    boolean requiresSignIn,
    boolean booksAgain,
    boolean refusesUnknownReversal,
    boolean longStatementCodes,
    boolean codeAsText,
    Duration latency,
    int limit,
    PlatformSignatures signatures,
    Clock clock) {

  /** An application that the gateway knows. */
  public record Application(String id, String secret) {

    @Override
    public String toString() {
      return "Application[" + id + "]";
    }
  }

  public PlatformSettings {
    Objects.requireNonNull(district, "district");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(clock, "clock");
    institutions = List.copyOf(institutions);
    catalogue = List.copyOf(catalogue);
    if (limit < 1) {
      throw new IllegalArgumentException("limit is 1 or more");
    }
  }

  /** On ports that the system chooses, books whatever it is asked to. */
  public static Builder of(BenefitPlan plan) {
    return new Builder(plan);
  }

  /** Settings one by one; what is not named stays as usual. */
  public static final class Builder {

    private final BenefitPlan plan;
    private int port;
    private int controlPort;
    private String district;
    private List<DesignatedInstitution> institutions = List.of();
    private List<CatalogueItem> catalogue = List.of();
    private Application application;
    private boolean admitsAnybody;
    private boolean requiresSignIn = true;
    private boolean booksAgain = true;
    private boolean refusesUnknownReversal;
    private boolean longStatementCodes;
    private boolean codeAsText;
    private Duration latency = Duration.ZERO;
    private int limit = 500_000;
    private PlatformSignatures signatures;
    private Clock clock = Clock.systemUTC();

    private Builder(BenefitPlan plan) {
      this.plan = plan;
      this.district = plan.county();
    }

    public Builder ports(int platform, int control) {
      port = platform;
      controlPort = control;
      return this;
    }

    public Builder district(String code) {
      district = code;
      return this;
    }

    public Builder institutions(DesignatedInstitution... all) {
      institutions = List.of(all);
      return this;
    }

    public Builder catalogue(CatalogueItem... all) {
      catalogue = List.of(all);
      return this;
    }

    public Builder application(String id, String secret) {
      application = new Application(id, secret);
      return this;
    }

    public Builder admitsAnybody(boolean yes) {
      admitsAnybody = yes;
      return this;
    }

    public Builder requiresSignIn(boolean yes) {
      requiresSignIn = yes;
      return this;
    }

    public Builder booksAgain(boolean yes) {
      booksAgain = yes;
      return this;
    }

    public Builder refusesUnknownReversal(boolean yes) {
      refusesUnknownReversal = yes;
      return this;
    }

    public Builder longStatementCodes(boolean yes) {
      longStatementCodes = yes;
      return this;
    }

    public Builder codeAsText(boolean yes) {
      codeAsText = yes;
      return this;
    }

    public Builder latency(Duration each) {
      latency = each;
      return this;
    }

    public Builder limit(int most) {
      limit = most;
      return this;
    }

    public Builder signatures(PlatformSignatures how) {
      signatures = how;
      return this;
    }

    public Builder clock(Clock other) {
      clock = other;
      return this;
    }

    public PlatformSettings build() {
      return new PlatformSettings(
          port,
          controlPort,
          district,
          plan,
          institutions,
          catalogue,
          application,
          admitsAnybody,
          requiresSignIn,
          booksAgain,
          refusesUnknownReversal,
          longStatementCodes,
          codeAsText,
          latency,
          limit,
          signatures,
          clock);
    }
  }
}
