-- A refund whose new bill did not pass the checks leaves the settlement to another refund.
drop index insurance_refund_old;
create unique index insurance_refund_old on insurance_refund (tenant_id, old_case)
  where state not in ('not-cancelled', 'past-cut-off', 'checks-refused');
