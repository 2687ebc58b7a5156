-- Platforms whose clock is not ours (时钟偏差): one Task per institution, of all nodes.
create table insurance_clock (
  tenant_id   integer not null,
  institution text not null,
  task_id     text collate "C" not null,
  open        boolean not null,
  seen_at     timestamp with time zone not null,     -- by any node
  primary key (tenant_id, institution)
);
