-- Searches whose indexes row security would keep from being used, because their operators are not
-- declared leakproof (PostgreSQL manual, "Rules and Privileges"). They answer with ids only; the
-- rows themselves are then read under row security. {scope:…} is the condition of that table.

-- At most `most` of them, all when it is null.
create or replace function guard.incidents_worded(query text, most int) returns setof uuid
language plpgsql stable parallel restricted security definer rows 5000
set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  select id from incidents_incident
  where to_tsvector('simple'::regconfig, coalesce(title, '')) @@ to_tsquery('simple', query)
    and ({scope:incidents_incident})
  limit most;
end $$;

create or replace function guard.decisions_touching(incidents uuid[]) returns setof uuid
language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  seen uuid[] := array(
    select id from incidents_incident where id = any(incidents) and ({scope:incidents_incident})
  );
begin
  return query
  select id from incidents_decision where incident_id = any(seen)
  union
  select id from incidents_decision where others && seen;
end $$;
