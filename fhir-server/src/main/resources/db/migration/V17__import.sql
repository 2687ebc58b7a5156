-- Loading in bulk: what keeps a job from being tried for ever, from losing its place or its files.
alter table import_job
  add column attempts integer not null default 0,          -- takers since it last got on
  add column waiting bigint not null default 0,            -- rows of import_deferred
  add column problem_arguments text[] not null default '{}'; -- for the text of the problem; no content
alter table import_input
  add column kept uuid,                                    -- name of its file among those of the job
  add column superseded bigint not null default 0;         -- rows that waited until a later one was loaded
alter table import_deferred add column resource_id text collate "C";
create index import_deferred_resource on import_deferred (job_id, resource_id);

update import_job j set waiting = (select count(*) from import_deferred d where d.job_id = j.job_id);
-- A job that is worked on, or waits for it, does not expire; its time counts from its end.
update import_job set expires_at = 'infinity' where state in ('waiting', 'running');
