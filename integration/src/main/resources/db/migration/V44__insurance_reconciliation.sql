-- Reconciliation with the insurance platform (医保对账). No names, no identity or card numbers, no
-- person numbers: files that need those are made from the resources and are not kept.

-- The day book (结算流水): one row for each settlement or cancel that the platform has booked, with
-- its amounts. Times and days are the platform's, in Asia/Shanghai.
create table insurance_booking (
  tenant_id      integer not null,
  message_id     text collate "C" not null,    -- of the message that settled or cancelled
  case_id        bigint not null,
  institution    text not null,                -- fixmedins_code
  settled_at     timestamp(0) not null,        -- setl_time; when it was sent, if the platform did not tell
  day            date not null generated always as (settled_at::date) stored,
  insurance_type text not null,                -- insutype
  clearing_type  text not null,                -- clr_type
  office         text not null,                -- clr_optins
  settlement     text collate "C" not null,    -- setl_id
  visit          text not null,                -- mdtrt_id
  refund         boolean not null,             -- a cancel: its amounts are negative
  total          numeric not null,             -- medfee_sumamt
  funds          numeric not null,             -- fund_pay_sumamt
  account        numeric not null,             -- acct_pay
  cash           numeric not null,             -- psn_cash_pay
  booked_at      timestamptz(3) not null default now(),
  primary key (tenant_id, message_id)
);
create index insurance_booking_day on insurance_booking
  (tenant_id, institution, day, clearing_type, office, message_id);
create index insurance_booking_case on insurance_booking (tenant_id, case_id);
create index insurance_booking_settlement on insurance_booking (tenant_id, settlement);

-- Not booked or reversed, and the platform's statements of its days do not show it: final.
alter table insurance_step add column proven boolean not null default false;
create index insurance_step_unproven on insurance_step (tenant_id, sent_at)
  where state in ('not-booked', 'reversed') and not proven;
create index insurance_step_unresolved on insurance_step (tenant_id, sent_at)
  where state in ('sent', 'unknown', 'needs-person');

-- One settlement day of one institution; one node at a time works on it.
create table insurance_reconciliation (
  tenant_id   integer not null,
  institution text not null,
  day         date not null,
  state       text not null,                   -- waiting, done
  outcome     text,                            -- balanced, differs; null before the first time it was done
  attempts    integer not null default 0,      -- that the platform did not answer, since it was last done
  again       boolean not null default false,  -- something was booked, or it was asked for, since it was begun
  not_before  timestamptz(3) not null,
  owner       text,
  lease_until timestamptz(3) not null default '-infinity',
  fence       bigint not null default 0,       -- grows with every lease; what an older one records is refused
  done_at     timestamptz(3),
  primary key (tenant_id, institution, day)
);
create index insurance_reconciliation_due on insurance_reconciliation (not_before)
  where state = 'waiting';

-- Totals (对总账, 3201) of one insurance type, clearing type and clearing office.
create table insurance_statement (
  tenant_id      integer not null,
  institution    text not null,
  day            date not null,
  insurance_type text not null,
  clearing_type  text not null,
  office         text not null,
  bookings       bigint not null,
  total          numeric not null,
  funds          numeric not null,
  account        numeric not null,
  cash           numeric not null,
  result         text,                         -- stmt_rslt as 0 to 3; null until the platform has answered
  description    text,                         -- stmt_rslt_dscr
  file           text,                         -- file_qury_no of the detail result (3202)
  reports        text[] not null default '{}', -- PaymentReconciliations
  primary key (tenant_id, institution, day, insurance_type, clearing_type, office)
);

-- Rows of the detail result (对明细账, 3202), as the platform judged them.
create table insurance_statement_row (
  tenant_id      integer not null,
  institution    text not null,
  day            date not null,
  clearing_type  text not null,
  office         text not null,
  number         integer not null,             -- of the row in the file
  settlement     text collate "C" not null,
  refund         boolean not null,
  message_id     text collate "C",             -- the platform's, else ours
  result         text not null,                -- stmt_rslt as 0 to 3
  memo           text,
  insurance_type text,                         -- of our booking
  finding        text,                         -- what it means here
  primary key (tenant_id, institution, day, clearing_type, office, number)
);
create index insurance_statement_row_settlement on insurance_statement_row (tenant_id, settlement);
create index insurance_statement_row_message on insurance_statement_row (tenant_id, message_id)
  where result = '1';

-- Tasks that ask to cancel a settlement (撤销任务), noted in the transaction that stores the Task.
create table insurance_undo (
  tenant_id    integer not null,
  task_id      text collate "C" not null,
  claim_id     text collate "C" not null,
  waiting      boolean not null default true,
  not_before   timestamptz(3) not null default now(),
  client       text not null,
  organization text not null,
  request_id   text not null,
  primary key (tenant_id, task_id)
);
create index insurance_undo_due on insurance_undo (not_before) where waiting;
