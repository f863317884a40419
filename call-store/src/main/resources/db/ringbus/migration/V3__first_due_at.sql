-- How long a workspace lags behind is counted from when a delivery first fell due, whatever
-- became of it then.

-- The default is for an instance of the version before, which may be running still.
ALTER TABLE deliveries ADD COLUMN first_due_at timestamptz NOT NULL DEFAULT now();

-- Of what has been tried before, nothing closer is known than when it was planned.
UPDATE deliveries SET first_due_at = CASE WHEN attempts = 0 THEN due_at ELSE created_at END
WHERE state IN ('waiting', 'unknown');
UPDATE deliveries SET first_due_at = created_at WHERE state = 'sending';

CREATE INDEX deliveries_first_due ON deliveries (crm, first_due_at) WHERE head;
