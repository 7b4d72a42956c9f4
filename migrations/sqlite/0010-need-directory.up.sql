-- What of payer, plan and delegate the practice's directory lacks for who decides a need; null where it knows.
ALTER TABLE need ADD COLUMN directory_lacks TEXT;
