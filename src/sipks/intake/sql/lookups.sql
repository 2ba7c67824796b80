-- The senders of items, for who may see the items: a regency reads what the nation's press wrote
-- about it without seeing that source's own page. {scope:…} is the condition of that table.

create or replace function guard.sources_of(items uuid[])
returns table (item uuid, source uuid, code text, name text, kind text, reliability text,
  area uuid)
language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  with seen as (
    select id, source_id from intake_item where id = any(items) and ({scope:intake_item})
  )
  select seen.id, s.id, s.code::text, s.name::text, s.kind::text, s.reliability::text, s.area_id
  from seen join intake_source s on s.id = seen.source_id;
end $$;
