-- The guard: what row security asks. Runs after every migration as the owner of the tables.
-- Costs are told to the planner because policies ask most of these once a statement, or for the
-- few rows that the first comparisons leave.
--
-- The app says on whose behalf it works by the session value `sipks.actor`:
--   <mac>|<backend pid>|user|<uuid>    or    <mac>|<backend pid>|service|<room>,<room>
-- The mac is HMAC-SHA256 (RFC 2104) over all behind the first bar, with a key that the app's role
-- cannot read, so that whoever can only run statements cannot become somebody else.
create schema if not exists guard;

create table if not exists guard.key (
  one bool primary key default true check (one),
  inner_pad bytea not null,
  outer_pad bytea not null
);
create table if not exists guard.permission (
  act text, role text, primary key (act, role)
);

create or replace function guard.claim() returns text[]
language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  told text := current_setting('sipks.actor', true);
  body bytea;
  pads guard.key;
begin
  if coalesce(told, '') = '' then
    return null;
  end if;
  select * into pads from guard.key;
  body := convert_to(substr(told, 66), 'UTF8');
  if not found or left(told, 64) is distinct from
     encode(sha256(pads.outer_pad || sha256(pads.inner_pad || body)), 'hex') then
    return null;
  end if;
  if split_part(told, '|', 2) <> pg_backend_pid()::text then
    return null;
  end if;
  return array[split_part(told, '|', 3), split_part(told, '|', 4)];
end $$;

create or replace function guard.who() returns uuid
language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare claim text[] := guard.claim();
begin
  return case when claim[1] = 'user' then claim[2]::uuid end;
end $$;

create or replace function guard.is_service(room text) returns bool
language plpgsql stable parallel restricted security definer cost 20
set search_path = pg_catalog, pg_temp as $$
declare claim text[] := guard.claim();
begin
  return coalesce(claim[1] = 'service' and room = any(string_to_array(claim[2], ',')), false);
end $$;

-- Whether some part of the program is bound, of whatever rooms.
create or replace function guard.is_program() returns bool
language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare claim text[] := guard.claim();
begin
  return coalesce(claim[1] = 'service', false);
end $$;

-- What the memberships valid today of the bound user give for an act, the widest first: areas as
-- ranges of codes (`/` follows `.`, so `73` to `73/` holds 73 and all below it).
create or replace function guard.reach(asked text)
returns table (lo text, hi text, clearance int)
language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := guard.who();
  today date := (now() at time zone '{zone}')::date;
begin
  return query
  select case a.code when 'ID' then '' else a.code::text end,
         case a.code when 'ID' then '~' else a.code || '/' end,
         m.clearance::int
  from public.people_membership m
  join public.people_user u on u.id = m.user_id and u.is_active
  join public.places_area a on a.id = m.area_id
  where m.user_id = me and m.ended_at is null
    and m.valid_from <= today and (m.valid_to is null or m.valid_to >= today)
    and exists (select 1 from guard.permission p where p.act = asked and p.role = any(m.roles))
  order by length(a.code), m.clearance desc, m.id;
end $$;

-- The widest membership to read by, in parts, so that a policy compares with constants.
create or replace function guard.lo() returns text
language plpgsql stable parallel restricted security definer cost 20
set search_path = pg_catalog, pg_temp as $$
begin return (select r.lo from guard.reach('read') r limit 1); end $$;

create or replace function guard.hi() returns text
language plpgsql stable parallel restricted security definer cost 20
set search_path = pg_catalog, pg_temp as $$
begin return (select r.hi from guard.reach('read') r limit 1); end $$;

create or replace function guard.clearance() returns int
language plpgsql stable parallel restricted security definer cost 20
set search_path = pg_catalog, pg_temp as $$
begin return (select r.clearance from guard.reach('read') r limit 1); end $$;

create or replace function guard.many() returns bool
language plpgsql stable parallel restricted security definer cost 20
set search_path = pg_catalog, pg_temp as $$
begin return (select count(*) > 1 from guard.reach('read')); end $$;

create or replace function guard.may(asked text, code text, level int) returns bool
language plpgsql stable parallel restricted security definer cost 1
set search_path = pg_catalog, pg_temp as $$
begin
  return exists (
    select 1 from guard.reach(asked) r
    where code collate "C" >= r.lo and code collate "C" < r.hi and level <= r.clearance
  );
end $$;

-- Whether the bound user may change a row of this area and classification.
create or replace function guard.may_change(code text, level int) returns bool
language plpgsql stable parallel restricted security definer cost 1
set search_path = pg_catalog, pg_temp as $$
begin return guard.may('verify', code, level) or guard.may('sources', code, level); end $$;

-- Whether anything at all is shared with the bound user, asked once a statement.
create or replace function guard.has_shares() returns bool
language plpgsql stable parallel restricted security definer cost 20
set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := guard.who();
  today date := (now() at time zone '{zone}')::date;
begin
  return exists (
    select 1 from public.people_share s
    where s.user_id = me and s.ended_at is null and s.until >= today
  ) or exists (
    select 1 from guard.reach('read') r
    join public.people_share s on s.area_code >= r.lo and s.area_code < r.hi
    where s.area_code > '' and s.ended_at is null and s.until >= today
  );
end $$;

-- Whether a record is shared with the bound user, by name or with an area that he reads in, and
-- is no more secret than the clearance of the membership by which he receives it.
create or replace function guard.shared(key uuid, level int) returns bool
language plpgsql stable parallel restricted security definer cost 1
set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := guard.who();
  today date := (now() at time zone '{zone}')::date;
begin
  return exists (
    select 1 from public.people_share s
    where s.subject_id = key and s.ended_at is null and s.until >= today
      and (
        (s.user_id = me
          and exists (select 1 from guard.reach('receive') r where level <= r.clearance))
        or (s.area_code > '' and guard.may('read', s.area_code, level))
      )
  );
end $$;

-- Memberships reach by the code of an area: whoever could give 73.71 the code ID would read the
-- nation. An area keeps its id and code for good, and is not removed by the program.
create or replace function guard.key_stays() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'permission denied: a row of % keeps its key', tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create or replace trigger area_key_stays before update of id, code on public.places_area
  for each row when (old.id <> new.id or old.code <> new.code)
  execute function guard.key_stays();
revoke delete on public.places_area from {role};

-- Not written at work. A provider of identities put in here would open every account, and the list
-- of migrations says what the next upgrade does.
do $$ declare one text; begin
  foreach one in array array['socialaccount_socialapp', 'django_migrations'] loop
    if to_regclass('public.' || one) is not null then
      execute format('revoke insert, update, delete on public.%I from {role}', one);
    end if;
  end loop;
end $$;

revoke all on all tables in schema guard from public;
grant usage on schema guard to {role};
