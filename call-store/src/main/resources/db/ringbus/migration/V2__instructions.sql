-- Instructions for live calls, and what became of them. As with calls, uniqueness is by hash: the
-- ids of those that CRMs ask for are made of what the CRM chose.
--
-- An outcome may come before the request, and of what a CRM, a plan or a button asks for nothing
-- else is ever heard here: hence a row is complete only when it is known what was asked.

CREATE TABLE instructions (
  -- The first half of the SHA-256 of its id.
  id          uuid        PRIMARY KEY,
  seq         bigint      GENERATED ALWAYS AS IDENTITY,
  created_at  timestamptz NOT NULL,
  -- As calls.key_hash.
  call_hash   uuid        NOT NULL,
  integration text        NOT NULL,
  call_id     text        NOT NULL,
  name        text        NOT NULL,
  asked       json
);

CREATE INDEX instructions_of_call ON instructions (call_hash, seq);
-- The oldest first, to be forgotten.
CREATE INDEX instructions_created ON instructions (created_at);

CREATE TABLE instruction_outcomes (
  instruction uuid NOT NULL,
  -- The first half of the SHA-256 of the outcome's id.
  id          uuid NOT NULL,
  body        json NOT NULL,
  PRIMARY KEY (instruction, id)
);
