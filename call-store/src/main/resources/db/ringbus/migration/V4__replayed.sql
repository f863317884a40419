-- A person had a delivery sent again of which nobody knew whether the CRM had it. It is still found
-- out first, where the CRM can tell; where it cannot, the person has decided. A claim takes the
-- decision with it, so that it counts for one attempt.

ALTER TABLE deliveries ADD COLUMN replayed boolean NOT NULL DEFAULT false;
