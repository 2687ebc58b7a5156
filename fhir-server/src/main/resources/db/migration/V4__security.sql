-- Who may come in: registered systems, the keys that sign access tokens, and client assertions
-- that were used once. Client ids are unique over all tenants, since a token request names no
-- tenant: the tenant is a property of the client.

create table client (
  client_id     text collate "C" primary key,
  tenant_id     integer not null,
  organization  text collate "C" not null default '',   -- logical id of its Organization
  name          text not null,
  jwks          text,                    -- public keys, inline
  jwks_uri      text,                    -- or where the client publishes them
  scopes        text[] not null,
  active        boolean not null default true,
  source        text not null check (source in ('configuration', 'admin', 'demo')),
  created_at    timestamptz(3) not null default now(),
  updated_at    timestamptz(3) not null default now(),
  check ((jwks is null) <> (jwks_uri is null))
);
create index client_tenant on client (tenant_id, client_id);

-- The public half lies open so that every node verifies what any node signed; the private half is
-- sealed with a key that is not in the database.
create table signing_key (
  key_id        text collate "C" primary key,
  algorithm     text not null check (algorithm in ('RS384', 'ES384')),
  public_jwk    text not null,
  sealed_jwk    text not null,           -- JWE (dir, A256GCM)
  created_at    timestamptz(3) not null default now()
);

-- A client assertion is good once, on whichever node it arrives.
create table used_assertion (
  client_id     text collate "C" not null,
  assertion     bytea not null,          -- SHA-256 of jti
  expires_at    timestamptz(3) not null,
  primary key (client_id, assertion)
);
create index used_assertion_age on used_assertion (expires_at);
