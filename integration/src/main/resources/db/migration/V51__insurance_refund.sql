-- Partial refunds (部分退费): a settlement is cancelled, then a bill with what stays is settled in its
-- place. One row each, under the case of the new bill; it outlives any node. No personal data.
create table insurance_refund (
  tenant_id    integer not null,
  new_case     bigint not null,                        -- the bill that is settled instead
  old_case     bigint not null,                        -- the settlement that is taken back
  task_id      text collate "C" not null,              -- the Task that shows the state
  person_task  text collate "C",                       -- the Task that asks a person, if there is one
  state        text not null,
  ended        boolean not null default false,         -- nothing more will come of it by itself
  not_before   timestamptz(3) not null,                -- when any node may take it up, unless it ended
  client       text not null,
  organization text not null,
  request_id   text not null,
  created_at   timestamptz(3) not null default now(),
  primary key (tenant_id, new_case)
);
-- A settlement is replaced once.
create unique index insurance_refund_old on insurance_refund (tenant_id, old_case)
  where state not in ('not-cancelled', 'past-cut-off');
create index insurance_refund_due on insurance_refund (not_before) where not ended;
