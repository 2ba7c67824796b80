-- The chain of the record. Runs after every migration as the owner of the tables.
--
-- When a transaction that added entries ends, each entry is given the next place in the chain:
--   digest = SHA-256(digest before it || field(linked_at) || field(id) || … || field(detail))
-- `audit/chain.py` computes the same without asking these functions.
create or replace function audit_field(value text) returns text
language sql immutable parallel safe as $$
  select coalesce(octet_length(value)::text || ':' || value, '-') || ','
$$;

create or replace function audit_micros(moment timestamptz) returns text
language sql immutable parallel safe as $$
  select (extract(epoch from moment) * 1000000)::bigint::text
$$;

create or replace function audit_canonical(e audit_entry) returns text
language sql stable parallel safe as $$
  select public.audit_field(e.id::text)
    || public.audit_field(public.audit_micros(e.at))
    || public.audit_field(e.actor_id::text)
    || public.audit_field(e.actor_name)
    || public.audit_field(e.verb)
    || public.audit_field(e.subject)
    || public.audit_field(e.subject_id)
    || public.audit_field(e.scope_code)
    || public.audit_field(e.classification::text)
    || public.audit_field(e.history::text)
    || public.audit_field(e.origin)
    || public.audit_field(e.detail::text)
$$;

create or replace function audit_append(e audit_entry) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  last public.audit_link;
  stamp timestamptz;
begin
  -- Nobody else may append until this transaction has ended, well or badly.
  perform pg_advisory_xact_lock({lock});
  select * into last from public.audit_link order by position desc limit 1;
  stamp := clock_timestamp();
  insert into public.audit_link (position, entry_id, linked_at, digest) values (
    coalesce(last.position, 0) + 1, e.id, stamp,
    sha256(coalesce(last.digest, decode(repeat('00', 32), 'hex')) || convert_to(
      public.audit_field(public.audit_micros(stamp)) || public.audit_canonical(e), 'UTF8'))
  );
end $$;

-- What else waits for the end of a transaction (foreign keys) may have to wait for others, so it
-- must not happen while the chain is held. An entry therefore goes in two turns: the first only
-- asks for the second, which comes when all that waited has been done. Nothing stays in the table.
create unlogged table if not exists guard.audit_turn (entry_id uuid primary key)
  with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create or replace function audit_first_turn() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into guard.audit_turn values (new.id);
  return null;
end $$;

create or replace function audit_second_turn() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.audit_append(e) from public.audit_entry e where e.id = new.entry_id;
  delete from guard.audit_turn t where t.entry_id = new.entry_id;
  return null;
end $$;

revoke execute on function audit_append(audit_entry), audit_first_turn(), audit_second_turn()
  from public;
revoke all on audit_entry, audit_link from {role};
grant select, insert on audit_entry to {role};
grant select on audit_link to {role};
grant usage on schema guard to {role};
grant execute on function guard.reach(text) to {role};
