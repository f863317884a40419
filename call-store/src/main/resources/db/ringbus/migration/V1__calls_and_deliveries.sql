-- Calls, and what CRMs are still to be told of them.
--
-- Vendors choose call ids, numbers and urls, and nothing bounds their length, while an entry of an
-- index is bounded. So uniqueness is by hash, and what is indexed as it stands is our own.
--
-- There are no foreign keys: whoever writes holds a lock on the row of the call, and what belongs
-- to a call is removed with it in one transaction. A check for each event and delivery would cost
-- more than storing it.

CREATE TABLE calls (
  id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  created_at  timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL,
  -- The following are absent of a call that never came to be, of which a CRM is told nevertheless.
  started_at  timestamptz,
  close_at    timestamptz,
  -- The first half of the SHA-256 of the call key.
  key_hash    uuid        NOT NULL,
  live        boolean     GENERATED ALWAYS AS (state IS NOT NULL AND state <> 'ended') STORED,
  integration text        NOT NULL,
  call_id     text        NOT NULL,
  state       text,
  -- The client's, ours, and those of all parties of its legs.
  numbers     text[]      NOT NULL DEFAULT '{}',
  -- The call as it is published on ringbus.calls. Not jsonb, which takes no \u0000.
  body        json
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE UNIQUE INDEX calls_key ON calls (key_hash);
CREATE INDEX calls_started ON calls (started_at, id) WHERE started_at IS NOT NULL;
CREATE INDEX calls_of_integration ON calls (integration, started_at, id) WHERE started_at IS NOT NULL;
CREATE INDEX calls_live ON calls (started_at, id) WHERE live;
CREATE INDEX calls_to_close ON calls (close_at) WHERE close_at IS NOT NULL;
CREATE INDEX calls_numbers ON calls USING gin (numbers);
-- The oldest first, to be forgotten.
CREATE INDEX calls_created ON calls (created_at);

-- What calls are made of. Whether an event is new is known from those of its call, under its lock.
CREATE TABLE call_events (
  call bigint NOT NULL,
  n    int    NOT NULL,
  body json   NOT NULL,
  PRIMARY KEY (call, n)
);

-- How a workspace knows a call.
CREATE TABLE workspace_calls (
  call             bigint NOT NULL,
  crm              text   NOT NULL,
  communication_id text   NOT NULL,
  PRIMARY KEY (call, crm)
);

-- Recordings in the temporary store of a workspace.
CREATE TABLE uploaded_files (
  call         bigint      NOT NULL,
  length       bigint      NOT NULL,
  uploaded_at  timestamptz NOT NULL,
  attached     boolean     NOT NULL,
  crm          text        NOT NULL,
  url          text        NOT NULL,
  file_id      text        NOT NULL,
  name         text        NOT NULL,
  content_type text        NOT NULL,
  leg_id       text
);

CREATE UNIQUE INDEX uploaded_files_url ON uploaded_files (call, crm, md5(url));

-- Calls that CRMs asked for.
CREATE TABLE originations (
  -- The first half of the SHA-256 of workspace and communication id.
  id               uuid        PRIMARY KEY,
  requested_at     timestamptz NOT NULL,
  crm              text        NOT NULL,
  communication_id text        NOT NULL,
  integration      text        NOT NULL,
  extension        text,
  target           text,
  -- awaited, followed (by a call) or given-up
  state            text        NOT NULL
);

CREATE INDEX originations_awaited ON originations (integration, requested_at) WHERE state = 'awaited';
CREATE INDEX originations_requested ON originations (requested_at);

CREATE TABLE deliveries (
  id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  call        bigint      NOT NULL,
  -- Counts the claims, and is never set back.
  claim       bigint      NOT NULL DEFAULT 0,
  -- Goes before that one, which is of its lane; otherwise the order is that of the ids.
  precedes    bigint,
  created_at  timestamptz NOT NULL,
  -- When it may be sent; while it is being sent, when its claim runs out.
  due_at      timestamptz NOT NULL,
  stale_at    timestamptz,
  finished_at timestamptz,
  attempts    int         NOT NULL DEFAULT 0,
  -- Of each lane that has anything open exactly one: what is being sent, else the first. It alone
  -- may be claimed, so that what waits behind it costs a claim nothing. It changes only under a
  -- lock of the row of the call.
  head        boolean     NOT NULL,
  -- waiting, sending and unknown are open; sent, parked and dropped are not.
  state       text        NOT NULL DEFAULT 'waiting',
  lane        text        NOT NULL,
  crm         text        NOT NULL,
  operation   text        NOT NULL,
  name        text        NOT NULL,
  -- Emptied when it was sent: nobody reads it again.
  payload     text        NOT NULL,
  reason      text
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE UNIQUE INDEX deliveries_name ON deliveries (call, crm, md5(name));
CREATE INDEX deliveries_due ON deliveries (crm, lane, due_at, id) WHERE head;
CREATE INDEX deliveries_unsent ON deliveries (crm, state, id) WHERE state <> 'sent';

-- What each instance said last of each workspace.
CREATE TABLE workspace_reports (
  crm             text             NOT NULL,
  instance        text             NOT NULL,
  at              timestamptz      NOT NULL,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  rate_per_second double precision NOT NULL,
  in_flight       int              NOT NULL,
  breaker         text             NOT NULL,
  last_failure    text,
  PRIMARY KEY (crm, instance)
);
