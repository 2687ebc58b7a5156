-- Settlement lists (结算清单, 4101A): one row for each settled stay, from its settlement until the platform
-- has the list. It waits for the invoice and for the coder, and outlives any node.
create table insurance_settlement_list (
  tenant_id    integer not null,
  case_id      bigint not null,                        -- the claim's case
  claim_id     text collate "C" not null,
  institution  text not null,
  state        text not null,
  form         text not null,                          -- what people filled in, as JSON
  task_id      text collate "C",                       -- the Task that shows the state
  told         boolean not null default false,         -- the Task shows this state
  message_id   text collate "C",                       -- of the last attempt
  attempts     integer not null default 0,
  words        text not null default '',               -- the platform's, without numbers of persons
  not_before   timestamptz(3) not null default now(),  -- when any node may take it up, if it is due
  client       text not null,
  organization text not null,
  request_id   text not null,
  created_at   timestamptz(3) not null default now(),
  primary key (tenant_id, case_id)
);
create index insurance_settlement_list_due on insurance_settlement_list (not_before)
  where not told or state in ('queued', 'sent');
create index insurance_settlement_list_open on insurance_settlement_list (institution, state)
  where state not in ('booked', 'ended');
