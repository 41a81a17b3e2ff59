-- What FbaOutbound keeps in a PostgreSQL database (12 or newer). It makes this by itself where its role may create schemas;
-- elsewhere an administrator runs this file once, and grants what stands in its last lines.
CREATE SCHEMA IF NOT EXISTS fba_outbound;

CREATE TABLE IF NOT EXISTS fba_outbound.schema_version (
    version integer PRIMARY KEY
);
INSERT INTO fba_outbound.schema_version VALUES (1) ON CONFLICT DO NOTHING;

-- A row per account (a hash), host, protocol version and operation. Times are ticks of 100 ns since 1970 by this server's clock.
CREATE TABLE IF NOT EXISTS fba_outbound.quota (
    account text COLLATE "C" NOT NULL,
    host text COLLATE "C" NOT NULL,
    api_version text COLLATE "C" NOT NULL,
    bucket text COLLATE "C" NOT NULL,
    tat bigint NOT NULL,                -- the theoretical arrival time of the generic cell rate algorithm
    not_before bigint NOT NULL,         -- nothing may be sent earlier
    rate double precision NOT NULL,     -- tokens a second
    taken bigint NOT NULL,              -- when the last token was taken
    due bigint NOT NULL,                -- from when on it may be used
    PRIMARY KEY (account, host, api_version, bucket)
) WITH (fillfactor = 10);

-- Which processes have used a bucket lately.
CREATE TABLE IF NOT EXISTS fba_outbound.quota_process (
    account text COLLATE "C" NOT NULL,
    host text COLLATE "C" NOT NULL,
    api_version text COLLATE "C" NOT NULL,
    bucket text COLLATE "C" NOT NULL,
    process uuid NOT NULL,
    seen timestamptz NOT NULL,
    PRIMARY KEY (account, host, api_version, bucket, process)
) WITH (fillfactor = 50);

-- A journal belongs to one account and one protocol version, by a mark that tells accounts apart and nothing else.
CREATE TABLE IF NOT EXISTS fba_outbound.journal (
    name text COLLATE "C" PRIMARY KEY,
    account text COLLATE "C" NOT NULL,
    api_version text COLLATE "C" NOT NULL,
    created timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- A run that works on a journal, and until when its claims are its own without another word of it.
CREATE TABLE IF NOT EXISTS fba_outbound.worker (
    worker uuid PRIMARY KEY,
    name text NOT NULL,                 -- its machine and process
    lease_until timestamptz NOT NULL
) WITH (fillfactor = 50);

-- A row per change: what is known of it, and who works on it. Ids, hashes, times and words of FbaOutbound; nothing of a recipient.
CREATE TABLE IF NOT EXISTS fba_outbound.entry (
    journal text COLLATE "C" NOT NULL,
    operation text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    owner uuid,
    lease_until timestamptz,
    state text COLLATE "C",             -- Sent, NotDone or Done; null where it was only claimed
    api_version text COLLATE "C",
    essentials text COLLATE "C",
    rest text COLLATE "C",
    first_sent timestamptz,
    last_sent timestamptz,
    sends integer NOT NULL DEFAULT 0,
    outcome text COLLATE "C",
    reference text COLLATE "C",
    request_id text COLLATE "C",
    changed timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (journal, operation, id)
) WITH (fillfactor = 50);

-- GRANT USAGE ON SCHEMA fba_outbound TO the_role;
-- GRANT SELECT ON fba_outbound.schema_version TO the_role;
-- GRANT SELECT, INSERT, UPDATE, DELETE ON fba_outbound.quota, fba_outbound.quota_process, fba_outbound.journal, fba_outbound.worker, fba_outbound.entry TO the_role;
