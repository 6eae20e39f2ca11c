-- The hub: what `yizhan hub init` makes in a PostgreSQL database (15 or later, UTF8). Harmless when run again.
-- The station's number comes first in every key and in every call, and no number is given across stations, so that all of it
-- can be spread over servers by station. docs/hub.md tells who may do what, docs/journal.md what a line is.
BEGIN;

DO $$
BEGIN
    IF current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ010', MESSAGE = current_setting('server_version');
    END IF;
    IF current_setting('server_encoding') <> 'UTF8' THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ011', MESSAGE = current_setting('server_encoding');
    END IF;
    IF to_regprocedure('yizhan.version()') IS NOT NULL THEN -- a newer program made it: its functions stay
        IF yizhan.version() > 4 THEN
            RAISE EXCEPTION USING ERRCODE = 'YZ012', MESSAGE = format('schema %s', yizhan.version());
        END IF;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'yizhan_hub') THEN
        CREATE ROLE yizhan_hub NOLOGIN; -- owns everything here; nobody signs in as it
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'yizhan_stations') THEN
        CREATE ROLE yizhan_stations NOLOGIN; -- what every station may do
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'yizhan_district') THEN
        CREATE ROLE yizhan_district NOLOGIN; -- reads all stations, sends to them
    END IF;
    EXECUTE format('GRANT yizhan_hub TO %I', current_user);
END
$$;

CREATE SCHEMA IF NOT EXISTS yizhan AUTHORIZATION yizhan_hub;
SET LOCAL ROLE yizhan_hub;
SET LOCAL check_function_bodies = off;

-- Raised with each change that an older program could undo; src/hub/skew.c has the same number.
CREATE OR REPLACE FUNCTION yizhan.version() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 4 $$;

-- The oldest program of a station that these functions still serve.
CREATE OR REPLACE FUNCTION yizhan.serves() RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;

-- --- tables -----------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS yizhan.station (
    number integer PRIMARY KEY CHECK (number BETWEEN 1 AND 65535),
    name text NOT NULL,
    address text NOT NULL DEFAULT '',
    since timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE yizhan.station ADD COLUMN IF NOT EXISTS north double precision; -- degrees: how far it is from one to another
ALTER TABLE yizhan.station ADD COLUMN IF NOT EXISTS east double precision;

-- How far each station's journal has been taken. What lies past it in `journal` is being uploaded and does not count yet.
CREATE TABLE IF NOT EXISTS yizhan.head (
    station integer PRIMARY KEY REFERENCES yizhan.station,
    epoch bigint NOT NULL DEFAULT 0,
    seq bigint NOT NULL DEFAULT 0,
    hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    acked_at timestamptz,
    posted bigint NOT NULL DEFAULT 0 -- newest number in its outbox
);

ALTER TABLE yizhan.head ADD COLUMN IF NOT EXISTS seen_at timestamptz; -- when the station last called

-- The lines as the stations have them, body as bytes (convert_from(body, 'UTF8')::jsonb reads it). No line that is not its
-- own proof gets in by any way.
CREATE TABLE IF NOT EXISTS yizhan.journal (
    station integer NOT NULL,
    seq bigint NOT NULL,
    epoch bigint NOT NULL,
    act bigint NOT NULL,
    at bigint NOT NULL,
    staff bigint NOT NULL,
    verb text NOT NULL,
    kind text NOT NULL,
    id bigint NOT NULL,
    version bigint NOT NULL,
    gone smallint NOT NULL,
    body_hash bytea NOT NULL,
    prev bytea NOT NULL,
    hash bytea NOT NULL,
    body bytea,
    PRIMARY KEY (station, seq),
    CONSTRAINT body_is_hashed CHECK (sha256(body) = body_hash),
    CONSTRAINT line_is_hashed CHECK (hash = sha256(convert_to(concat_ws(E'\n', encode(prev, 'hex'), epoch, seq, act, at, staff,
        verb, kind, id, version, gone, encode(body_hash, 'hex'), ''), 'UTF8'))),
    CONSTRAINT words_are_words CHECK (strpos(verb, E'\n') = 0 AND strpos(kind, E'\n') = 0)
) PARTITION BY LIST (station);

-- The newest line of each case, for what the district sees.
CREATE INDEX IF NOT EXISTS journal_cases ON yizhan.journal (station, id, seq DESC) WHERE kind = 'case' AND version > 0;

-- The newest line of each need, offer, match and member of staff, likewise.
CREATE INDEX IF NOT EXISTS journal_lists ON yizhan.journal (station, kind, id, seq DESC)
    WHERE kind IN ('need', 'offer', 'match', 'staff') AND version > 0;

-- Residents by the whole number of their identity card, as it stands in the body.
CREATE INDEX IF NOT EXISTS journal_residents ON yizhan.journal (station,
    (substring(body FROM position('"id_number":"'::bytea IN body) + 13 FOR 18))) WHERE kind = 'person' AND version > 0;

-- What the district sends to a station: 1, 2, 3 ... without gaps.
CREATE TABLE IF NOT EXISTS yizhan.outbox (
    station integer NOT NULL REFERENCES yizhan.station,
    n bigint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    source text NOT NULL,
    body bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    made_by name NOT NULL DEFAULT session_user,
    PRIMARY KEY (station, n)
);

-- Who has what: a row for each record that was ever offered to another station, under the one that gave its id (`station`). What
-- has none is with that one. Compared and set by the functions below alone, so that no two stations have it.
CREATE TABLE IF NOT EXISTS yizhan.owner (
    station integer NOT NULL REFERENCES yizhan.station,
    kind text NOT NULL,
    id bigint NOT NULL,
    owner integer NOT NULL,
    letter bigint NOT NULL DEFAULT 0, -- the newest offer
    offered_to integer, -- NULL: none is open
    body bytea, -- what goes with it, while it is open
    PRIMARY KEY (station, kind, id),
    CONSTRAINT station_is_in_id CHECK (id >> 46 = station)
);

-- --- who may see what --------------------------------------------------------------------------------------------------

-- The station whose role has signed in; NULL: none.
CREATE OR REPLACE FUNCTION yizhan.self() RETURNS integer LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT substring(session_user::text FROM '^yizhan_station_([0-9]{1,5})$')::integer
$$;

ALTER TABLE yizhan.head ENABLE ROW LEVEL SECURITY;
ALTER TABLE yizhan.journal ENABLE ROW LEVEL SECURITY;
ALTER TABLE yizhan.outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE yizhan.owner ENABLE ROW LEVEL SECURITY;
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['head', 'journal', 'outbox'] LOOP
        EXECUTE format('DROP POLICY IF EXISTS own ON yizhan.%I', name);
        EXECUTE format('DROP POLICY IF EXISTS district ON yizhan.%I', name);
        EXECUTE format('CREATE POLICY own ON yizhan.%I FOR SELECT TO yizhan_stations USING (station = yizhan.self())', name);
        EXECUTE format('CREATE POLICY district ON yizhan.%I FOR SELECT TO yizhan_district USING (true)', name);
    END LOOP;
END
$$;
DROP POLICY IF EXISTS district ON yizhan.owner;
CREATE POLICY district ON yizhan.owner FOR SELECT TO yizhan_district USING (true);

-- --- taking lines -------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION yizhan.must_be(station integer) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF station IS DISTINCT FROM yizhan.self() THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ003', MESSAGE = format('%s is not station %s', session_user, station);
    ELSIF NOT EXISTS (SELECT FROM yizhan.head h WHERE h.station = must_be.station) THEN
        PERFORM yizhan.unknown(station);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION yizhan.unknown(station integer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'YZ005', MESSAGE = format('station %s is not registered', station);
END
$$;

-- The head of the station that calls, locked until the end of the transaction.
CREATE OR REPLACE FUNCTION yizhan.own_head(station integer) RETURNS yizhan.head LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    h yizhan.head;
BEGIN
    IF station IS DISTINCT FROM yizhan.self() THEN
        PERFORM yizhan.must_be(station);
    END IF;
    SELECT * INTO h FROM yizhan.head x WHERE x.station = own_head.station FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM yizhan.unknown(station);
    END IF;
    RETURN h;
END
$$;

-- A server process plans each statement anew when a station calls, so what a small sync does not need is not asked here and in `push`.
-- Where the hub stands with a station: its head, the hash of the line `seq` as the hub has it, what waits in the outbox, and
-- whether lines may come by COPY. `taken` is the newest message that the station has: after a hub was put back from a backup, what
-- is sent next must come after it.
CREATE OR REPLACE FUNCTION yizhan.hello(station integer, seq bigint, taken bigint, OUT head_epoch bigint, OUT head_seq bigint,
    OUT head_hash bytea, OUT posted bigint, OUT hash bytea, OUT copies boolean)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    h yizhan.head;
    was bigint;
    since timestamptz;
BEGIN
    IF station IS DISTINCT FROM yizhan.self() THEN
        PERFORM yizhan.must_be(station);
    END IF;
    IF taken > 0 THEN
        SELECT x.posted, x.seen_at INTO was, since FROM yizhan.head x WHERE x.station = hello.station FOR UPDATE;
        IF (SELECT o.made_at > coalesce(since, '-infinity') FROM yizhan.outbox o WHERE o.station = hello.station
            AND o.n = least(taken, was)) THEN
            PERFORM yizhan.put_behind(station, was, taken, since);
        END IF;
    END IF;
    UPDATE yizhan.head x SET posted = greatest(x.posted, taken), seen_at = clock_timestamp() WHERE x.station = hello.station
    RETURNING x.* INTO h;
    IF NOT FOUND THEN
        PERFORM yizhan.unknown(station);
    END IF;
    head_epoch := h.epoch;
    head_seq := h.seq;
    head_hash := h.hash;
    posted := h.posted;
    hash := (SELECT j.hash FROM yizhan.journal j WHERE j.station = hello.station AND j.seq = hello.seq AND j.seq <= h.seq);
    IF hello.seq <= h.seq AND taken > 0 THEN -- all that the station noted is here: what it took with people in it need not lie about
        UPDATE yizhan.outbox o SET body = '' WHERE o.station = hello.station AND o.n <= taken AND o.kind = 'handed' AND o.body <> '';
    END IF;
    copies := has_table_privilege(session_user, format('yizhan.journal_%s', station), 'INSERT');
END
$$;

-- A message that the station has, and that was posted after it was heard last: the hub was put back from a backup and has given out
-- again numbers of which the station took other messages. What was posted since goes behind those; what it has of them already it takes once.
CREATE OR REPLACE FUNCTION yizhan.put_behind(station integer, was bigint, taken bigint, since timestamptz) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    first bigint := (SELECT min(o.n) FROM yizhan.outbox o WHERE o.station = put_behind.station
        AND o.made_at > coalesce(since, '-infinity'));
BEGIN
    UPDATE yizhan.outbox o SET n = -(o.n - first + 1 + taken) WHERE o.station = put_behind.station AND o.n >= first;
    UPDATE yizhan.outbox o SET n = -o.n WHERE o.station = put_behind.station AND o.n < 0;
    UPDATE yizhan.head x SET posted = was - first + 1 + taken WHERE x.station = put_behind.station;
END
$$;

-- Lines that were uploaded and never taken.
CREATE OR REPLACE FUNCTION yizhan.sweep(station integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    h yizhan.head := yizhan.own_head(station);
    n bigint;
BEGIN
    DELETE FROM yizhan.journal j WHERE j.station = sweep.station AND j.seq > h.seq;
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END
$$;

-- The first of these lines that is not what its hash says; NULL: none. Asked only to name it.
CREATE OR REPLACE FUNCTION yizhan.first_wrong(epoch bigint, first bigint, prev bytea, acts bigint[], ats bigint[],
    staffs bigint[], verbs text[], kinds text[], ids bigint[], versions bigint[], gones smallint[], body_hashes bytea[],
    hashes bytea[], bodies bytea[]) RETURNS bigint LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    SELECT min(first + i - 1)
    FROM unnest(acts, ats, staffs, verbs, kinds, ids, versions, gones, body_hashes, hashes, bodies, prev || hashes)
        WITH ORDINALITY u(act, at, staff, verb, kind, id, version, gone, body_hash, hash, body, prev, i)
    WHERE i <= cardinality(acts) AND (sha256(u.body) <> u.body_hash OR strpos(u.verb || u.kind, E'\n') > 0 OR
        u.hash <> sha256(convert_to(concat_ws(E'\n', encode(u.prev, 'hex'), epoch, first + i - 1, u.act, u.at, u.staff, u.verb,
            u.kind, u.id, u.version, u.gone, encode(u.body_hash, 'hex'), ''), 'UTF8')))
$$;

-- Takes the lines first, first + 1, ... if they continue the station's head: what is there already may come again, unchanged;
-- anything else stores nothing. Each line's `prev` is the hash of the one before, and the table checks each hash, so what is
-- stored is the chain. Answers the head.
CREATE OR REPLACE FUNCTION yizhan.push(station integer, epoch bigint, first bigint, prev bytea, acts bigint[], ats bigint[],
    staffs bigint[], verbs text[], kinds text[], ids bigint[], versions bigint[], gones smallint[], body_hashes bytea[],
    hashes bytea[], bodies bytea[], OUT head_seq bigint) LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    h yizhan.head := yizhan.own_head(station);
    n bigint := cardinality(acts);
    known bigint := least(h.seq - first + 1, n); -- of these lines, how many are here
    wrong bigint;
BEGIN
    IF n < 1 OR NOT coalesce(n = ALL (ARRAY[cardinality(ats), cardinality(staffs), cardinality(verbs), cardinality(kinds),
        cardinality(ids), cardinality(versions), cardinality(gones), cardinality(body_hashes), cardinality(hashes),
        cardinality(bodies)]), false) THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ002', MESSAGE = format('line %s: columns of different lengths', first);
    END IF;
    IF known < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ001', MESSAGE = format('line %s is missing before %s', h.seq + 1, first);
    END IF;
    IF known = 0 AND prev IS DISTINCT FROM h.hash THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ004', MESSAGE = format('line %s is another one', h.seq);
    END IF;
    IF known > 0 THEN
        SELECT min(j.seq) INTO wrong FROM unnest(hashes[1:known]) WITH ORDINALITY u(hash, i)
        JOIN yizhan.journal j ON j.station = push.station AND j.seq = first + u.i - 1 WHERE j.hash IS DISTINCT FROM u.hash;
        IF wrong IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'YZ004', MESSAGE = format('line %s is another one', wrong);
        END IF;
    END IF;
    head_seq := greatest(h.seq, first + n - 1);
    IF known = n THEN
        RETURN;
    END IF;
    IF epoch < h.epoch THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ002', MESSAGE = format('line %s: epoch %s after %s', first + known, epoch, h.epoch);
    END IF;
    FOR turn IN 1 .. 2 LOOP
        BEGIN
            INSERT INTO yizhan.journal (station, seq, epoch, act, at, staff, verb, kind, id, version, gone, body_hash, prev, hash,
                body)
            SELECT push.station, first + i - 1, push.epoch, u.act, u.at, u.staff, u.verb, u.kind, u.id, u.version, u.gone,
                u.body_hash, u.prev, u.hash, u.body
            FROM unnest(acts, ats, staffs, verbs, kinds, ids, versions, gones, body_hashes, hashes, bodies, push.prev || hashes)
                WITH ORDINALITY u(act, at, staff, verb, kind, id, version, gone, body_hash, hash, body, prev, i)
            WHERE i > known AND i <= n;
            EXIT;
        EXCEPTION WHEN check_violation OR not_null_violation THEN
            RAISE EXCEPTION USING ERRCODE = 'YZ002', MESSAGE = format('line %s was altered', coalesce(yizhan.first_wrong(epoch,
                first, prev, acts, ats, staffs, verbs, kinds, ids, versions, gones, body_hashes, hashes, bodies), first));
        WHEN unique_violation THEN -- what an upload left behind past the head
            IF turn = 2 THEN
                RAISE;
            END IF;
            DELETE FROM yizhan.journal j WHERE j.station = push.station AND j.seq > h.seq;
        END;
    END LOOP;
    UPDATE yizhan.head x SET epoch = push.epoch, seq = push.head_seq, hash = hashes[n], acked_at = now()
    WHERE x.station = push.station;
END
$$;

-- After an upload by COPY: takes all of it if it continues the head. The table has checked each line.
CREATE OR REPLACE FUNCTION yizhan.take(station integer, OUT head_seq bigint) LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    h yizhan.head := yizhan.own_head(station);
    n bigint;
    wrong bigint;
BEGIN
    SELECT count(*), max(l.seq),
        min(l.seq) FILTER (WHERE l.prev <> coalesce(l.hash_before, h.hash) OR l.epoch < coalesce(l.epoch_before, h.epoch))
    INTO n, head_seq, wrong
    FROM (SELECT j.seq, j.epoch, j.prev, lag(j.hash) OVER w AS hash_before, lag(j.epoch) OVER w AS epoch_before
        FROM yizhan.journal j WHERE j.station = take.station AND j.seq > h.seq WINDOW w AS (ORDER BY j.seq)) l;
    IF n = 0 THEN
        head_seq := h.seq;
        RETURN;
    END IF;
    IF head_seq - h.seq <> n THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ001', MESSAGE = format('lines are missing after %s', h.seq);
    END IF;
    IF wrong = h.seq + 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ004', MESSAGE = format('line %s is another one', h.seq);
    END IF;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ002', MESSAGE = format('line %s was altered', wrong);
    END IF;
    UPDATE yizhan.head x SET epoch = j.epoch, seq = j.seq, hash = j.hash, acked_at = now()
    FROM yizhan.journal j WHERE x.station = take.station AND j.station = take.station AND j.seq = take.head_seq;
END
$$;

-- Takes the bodies out that the station has lawfully erased, before its line `act`; their hashes stay.
CREATE OR REPLACE FUNCTION yizhan.erase(station integer, act bigint, seqs bigint[]) RETURNS bigint LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    h yizhan.head := yizhan.own_head(station);
    n bigint;
BEGIN
    IF act > h.seq OR NOT EXISTS (SELECT FROM yizhan.journal j WHERE j.station = erase.station AND j.seq = erase.act
        AND j.verb = 'erase-person') OR EXISTS (SELECT FROM unnest(seqs) s WHERE s >= act) THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ007', MESSAGE = format('line %s erases nothing', act);
    END IF;
    UPDATE yizhan.journal j SET body = NULL WHERE j.station = erase.station AND j.seq = ANY (seqs) AND j.body IS NOT NULL;
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END
$$;

-- --- sending to stations ------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION yizhan.post(station integer, kind text, name text, source text, body bytea) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    n bigint;
BEGIN
    UPDATE yizhan.head h SET posted = h.posted + 1 WHERE h.station = post.station RETURNING h.posted INTO n;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ005', MESSAGE = format('station %s is not registered', station);
    END IF;
    INSERT INTO yizhan.outbox (station, n, kind, name, source, body) VALUES (station, n, kind, name, source, body);
    RETURN n;
END
$$;

-- --- one owner ----------------------------------------------------------------------------------------------------------
-- `station` is the one in the record's id, whoever calls. Each call may come again: it answers as it did. Two outboxes are locked
-- in the order of their numbers.

CREATE OR REPLACE FUNCTION yizhan.lock_outboxes(one integer, other integer) RETURNS void LANGUAGE sql
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT FROM yizhan.head h WHERE h.station IN (one, other) ORDER BY h.station FOR UPDATE
$$;

-- `giver` offers what it has to `taker`: 'offered'; 'open': another offer waits for its answer; 'theirs': it is not the giver's;
-- 'nobody': no such station. `head` is what the taker reads of it, `body` what it gets once it has accepted.
CREATE OR REPLACE FUNCTION yizhan.offer(station integer, kind text, id bigint, giver integer, taker integer, letter bigint,
    head bytea, body bytea) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    o yizhan.owner;
BEGIN
    PERFORM yizhan.must_be(giver);
    IF taker = giver OR NOT EXISTS (SELECT FROM yizhan.head h WHERE h.station = taker) THEN
        RETURN 'nobody';
    END IF;
    INSERT INTO yizhan.owner (station, kind, id, owner) SELECT giver, offer.kind, offer.id, giver WHERE giver = offer.station
    ON CONFLICT DO NOTHING;
    UPDATE yizhan.owner x SET letter = offer.letter, offered_to = taker, body = offer.body
    WHERE x.station = offer.station AND x.kind = offer.kind AND x.id = offer.id AND x.owner = giver AND x.offered_to IS NULL
        AND x.letter <> offer.letter;
    IF FOUND THEN
        PERFORM yizhan.post(taker, CASE offer.kind WHEN 'household' THEN 'household' ELSE 'letter' END, offer.kind, giver::text,
            head); -- a program that knows of no households in letters lets it wait
        RETURN 'offered';
    END IF;
    SELECT * INTO o FROM yizhan.owner x WHERE x.station = offer.station AND x.kind = offer.kind AND x.id = offer.id;
    RETURN CASE WHEN o.letter = offer.letter THEN 'offered' WHEN o.owner IS DISTINCT FROM giver THEN 'theirs' ELSE 'open' END;
END
$$;

-- The people who go with a household: theirs is whoever has it, if they were the giver's.
CREATE OR REPLACE FUNCTION yizhan.give_people(giver integer, taker integer, people bigint[]) RETURNS void LANGUAGE sql
    SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO yizhan.owner (station, kind, id, owner) SELECT DISTINCT (p >> 46)::integer, 'person', p, taker FROM unnest(people) p
    WHERE p >> 46 = giver OR EXISTS (SELECT FROM yizhan.owner x WHERE x.station = p >> 46 AND x.kind = 'person' AND x.id = p)
    ON CONFLICT ON CONSTRAINT owner_pkey DO UPDATE SET owner = excluded.owner WHERE owner.owner = giver
$$;

-- `taker` answers an offer: 'accepted' (it has the record from here on, and gets the body), 'declined', or 'gone': it was recalled.
CREATE OR REPLACE FUNCTION yizhan.answer(station integer, kind text, id bigint, taker integer, letter bigint, accepts boolean,
    why text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    o yizhan.owner;
    word text := CASE WHEN accepts THEN 'accepted' ELSE 'declined' END;
BEGIN
    PERFORM yizhan.must_be(taker);
    SELECT * INTO o FROM yizhan.owner x WHERE x.station = answer.station AND x.kind = answer.kind AND x.id = answer.id FOR UPDATE;
    IF o.offered_to IS DISTINCT FROM taker OR o.letter <> answer.letter THEN
        RETURN CASE WHEN o.owner = taker AND o.letter = answer.letter THEN 'accepted' ELSE 'gone' END;
    END IF;
    UPDATE yizhan.owner x SET owner = CASE WHEN accepts THEN taker ELSE o.owner END, offered_to = NULL, body = NULL
    WHERE x.station = answer.station AND x.kind = answer.kind AND x.id = answer.id;
    PERFORM yizhan.lock_outboxes(taker, o.owner);
    IF accepts THEN
        PERFORM yizhan.post(taker, 'handed', answer.kind, o.owner::text, o.body);
    END IF;
    IF accepts AND answer.kind = 'household' THEN
        PERFORM yizhan.give_people(o.owner, taker, ARRAY(SELECT (r -> 'record' ->> 'person')::bigint FROM jsonb_array_elements(
            convert_from(o.body, 'UTF8')::jsonb -> 'records') r WHERE r ->> 'kind' = 'membership'));
    END IF;
    PERFORM yizhan.post(o.owner, 'answer', answer.kind, taker::text, convert_to(jsonb_build_object('letter', answer.letter,
        'state', word, 'answer', why)::text, 'UTF8'));
    RETURN word;
END
$$;

-- `giver` takes an offer back that was not answered: 'recalled'; 'gone': it was accepted before.
CREATE OR REPLACE FUNCTION yizhan.recall(station integer, kind text, id bigint, giver integer, letter bigint) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    o yizhan.owner;
BEGIN
    PERFORM yizhan.must_be(giver);
    SELECT * INTO o FROM yizhan.owner x WHERE x.station = recall.station AND x.kind = recall.kind AND x.id = recall.id FOR UPDATE;
    IF o.owner IS DISTINCT FROM giver THEN
        RETURN 'gone';
    END IF;
    IF o.letter = recall.letter AND o.offered_to IS NOT NULL THEN
        UPDATE yizhan.owner x SET offered_to = NULL, body = NULL
        WHERE x.station = recall.station AND x.kind = recall.kind AND x.id = recall.id;
        PERFORM yizhan.post(o.offered_to, 'recalled', recall.kind, giver::text, convert_to(jsonb_build_object('letter',
            recall.letter)::text, 'UTF8'));
    END IF;
    RETURN 'recalled';
END
$$;

-- After the hub was put back from a backup: `giver`, who has it here, says that it had gone to `taker` by that letter. 'wait': it is
-- not the giver's yet; who gave it to them has not called.
CREATE OR REPLACE FUNCTION yizhan.cede(station integer, kind text, id bigint, giver integer, taker integer, letter bigint)
    RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM yizhan.must_be(giver);
    INSERT INTO yizhan.owner (station, kind, id, owner) SELECT giver, cede.kind, cede.id, giver WHERE giver = cede.station
    ON CONFLICT DO NOTHING;
    UPDATE yizhan.owner x SET owner = taker, letter = cede.letter, offered_to = NULL, body = NULL
    WHERE x.station = cede.station AND x.kind = cede.kind AND x.id = cede.id AND x.owner = giver
        AND (x.offered_to IS NULL OR x.letter = cede.letter);
    RETURN CASE WHEN FOUND THEN 'accepted' ELSE 'wait' END;
END
$$;

-- And who went with a household of which `cede` answered 'accepted'.
CREATE OR REPLACE FUNCTION yizhan.cede_people(station integer, taker integer, people bigint[]) RETURNS void LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM yizhan.must_be(station);
    PERFORM yizhan.give_people(station, taker, people);
END
$$;

-- A correction to another station, and its answer: only passed on. Told twice, they are taken once.
CREATE OR REPLACE FUNCTION yizhan.write(station integer, sender integer, head bytea) RETURNS text LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM yizhan.must_be(sender);
    IF station = sender OR NOT EXISTS (SELECT FROM yizhan.head h WHERE h.station = write.station) THEN
        RETURN 'nobody';
    END IF;
    PERFORM yizhan.post(station, 'letter', '', sender::text, head);
    RETURN 'offered';
END
$$;

-- A resource as it is now, to every other station.
CREATE OR REPLACE FUNCTION yizhan.share(station integer, body bytea) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM yizhan.must_be(station);
    PERFORM yizhan.post(h.station, 'resource', '', share.station::text, body) FROM (SELECT x.station FROM yizhan.head x
        WHERE x.station <> share.station ORDER BY x.station) h;
    RETURN 'accepted';
END
$$;

CREATE OR REPLACE FUNCTION yizhan.reply(station integer, replier integer, letter bigint, accepts boolean, why text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    word text := CASE WHEN accepts THEN 'accepted' ELSE 'declined' END;
BEGIN
    PERFORM yizhan.must_be(replier);
    PERFORM yizhan.post(station, 'answer', '', replier::text, convert_to(jsonb_build_object('letter', reply.letter, 'state',
        word, 'answer', why)::text, 'UTF8'));
    RETURN word;
END
$$;

-- --- residents of other stations --------------------------------------------------------------------------------------------
-- By the whole number only, and never more than masked, until the station that serves them says why; what a body says is read as data,
-- and one that is no JSON is nobody.

-- The newest body of a station's residents with that number.
CREATE OR REPLACE FUNCTION yizhan.residents(station integer, number text) RETURNS SETOF jsonb LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    person bigint;
    b jsonb;
BEGIN
    FOR person IN SELECT DISTINCT j.id FROM yizhan.journal j WHERE j.station = residents.station AND j.kind = 'person'
        AND j.version > 0 AND substring(j.body FROM position('"id_number":"'::bytea IN j.body) + 13 FOR 18) =
        convert_to(number, 'UTF8') LIMIT 8
    LOOP
        BEGIN
            SELECT convert_from(j.body, 'UTF8')::jsonb INTO b FROM yizhan.journal j WHERE j.station = residents.station
                AND j.kind = 'person' AND j.id = person AND j.version > 0 AND j.seq <= (SELECT h.seq FROM yizhan.head h
                WHERE h.station = residents.station) ORDER BY j.seq DESC LIMIT 1;
            IF b ->> 'id_number' = number AND coalesce((SELECT x.owner FROM yizhan.owner x WHERE x.station = (b ->> 'id')::bigint >> 46
                AND x.kind = 'person' AND x.id = (b ->> 'id')::bigint), (b ->> 'id')::bigint >> 46) = residents.station THEN
                RETURN NEXT b;
            END IF;
        EXCEPTION WHEN data_exception THEN
            NULL;
        END;
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION yizhan.find_resident(station integer, number text) RETURNS TABLE (home integer, id bigint, name text,
    birth_year integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM yizhan.must_be(station);
    RETURN QUERY SELECT h.station, (b ->> 'id')::bigint, left(b ->> 'name', 1) || repeat('*', greatest(length(b ->> 'name') - 1, 1)),
        (b ->> 'birth')::integer / 10000
    FROM yizhan.head h CROSS JOIN LATERAL yizhan.residents(h.station, number) b
    WHERE h.station <> find_resident.station ORDER BY h.station, 2;
END
$$;

-- Who it is and how to reach them, for the station `asker`; their own station is told. NULL: nobody.
CREATE OR REPLACE FUNCTION yizhan.serve(station integer, asker integer, number text, reason text) RETURNS text LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    b jsonb;
BEGIN
    PERFORM yizhan.must_be(asker);
    SELECT r INTO b FROM yizhan.residents(serve.station, number) r LIMIT 1;
    IF b IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM yizhan.post(serve.station, 'seen', '', asker::text, convert_to(jsonb_build_object('person', b -> 'id', 'reason',
        reason)::text, 'UTF8'));
    RETURN (SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(b) e WHERE e.key IN ('id', 'version', 'name', 'reading',
        'id_kind', 'id_number', 'id_until', 'sex', 'birth', 'ethnic', 'phone', 'invented'));
END
$$;

-- --- what the district sees ----------------------------------------------------------------------------------------------
-- Read from the newest body of each record, as whoever asks (row-level security): nothing that a station wrote is looked at
-- with more rights than the one who looks has. No names, no numbers of people.

-- The cases of a station as they stand; moments are milliseconds UTC.
CREATE OR REPLACE FUNCTION yizhan.cases(station integer) RETURNS TABLE (id bigint, service text, state integer, open boolean,
    received bigint, due bigint, evening boolean) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT n.id, n.b ->> 'service', s.state, s.state BETWEEN 2 AND 8 OR s.state = 14, coalesce((n.b ->> 'received')::bigint, 0),
        coalesce((n.b ->> 'due')::bigint, 0), coalesce((n.b ->> 'evening')::boolean, false)
    FROM (SELECT DISTINCT ON (j.id) j.id, j.gone, convert_from(j.body, 'UTF8')::jsonb AS b FROM yizhan.journal j
        WHERE j.station = cases.station AND j.kind = 'case' AND j.version > 0
            AND j.seq <= (SELECT h.seq FROM yizhan.head h WHERE h.station = cases.station)
        ORDER BY j.id, j.seq DESC) n
    CROSS JOIN LATERAL (SELECT coalesce((n.b ->> 'state')::integer, 0) AS state) s
    WHERE n.gone = 0 AND n.b IS NOT NULL
$$;

-- How many of them a station has at the moment `at`, counted as the station itself counts: days are those of China.
CREATE OR REPLACE FUNCTION yizhan.standing(station integer, at bigint, OUT cases bigint, OUT open bigint, OUT overdue bigint,
    OUT evening bigint) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*), count(*) FILTER (WHERE c.open), count(*) FILTER (WHERE c.open AND c.due > 0 AND c.due < standing.at),
        count(*) FILTER (WHERE c.evening AND (c.received + 28800000) / 86400000 = (standing.at + 28800000) / 86400000)
    FROM yizhan.cases(standing.station) c
$$;

-- Up to which line a station is read: what it has sent, or what it had written at the moment `yizhan.as_of` of the session
-- (milliseconds), if that is set. Acts follow each other in time, so the line is found by halving.
CREATE OR REPLACE FUNCTION yizhan.upto(station integer) RETURNS bigint LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    at bigint := nullif(current_setting('yizhan.as_of', true), '')::bigint;
    low bigint := 0;
    high bigint := (SELECT h.seq FROM yizhan.head h WHERE h.station = upto.station);
    middle bigint;
BEGIN
    WHILE at IS NOT NULL AND low < high LOOP
        middle := (low + high + 1) / 2;
        IF (SELECT j.at FROM yizhan.journal j WHERE j.station = upto.station AND j.seq = middle) <= at THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN high;
END
$$;

-- The newest bodies of a station's cases, needs, offers, matches or staff. Each kind by its own name, so that the index serves.
CREATE OR REPLACE FUNCTION yizhan.newest(station integer, kind text) RETURNS SETOF jsonb LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    upto bigint := yizhan.upto(newest.station);
BEGIN
    IF kind NOT IN ('case', 'need', 'offer', 'match', 'staff') THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format('SELECT n.b FROM (SELECT DISTINCT ON (j.id) j.gone, convert_from(j.body, ''UTF8'')::jsonb AS b
        FROM yizhan.journal j WHERE j.station = %s AND j.kind = %L AND j.version > 0 AND j.seq <= %s ORDER BY j.id, j.seq DESC) n
        WHERE n.gone = 0 AND n.b IS NOT NULL', station, kind, upto);
END
$$;

-- What else a station has to do: open needs, resources that hold on the day, matches that are not over, those of them with another
-- station's resource, and how many work there.
CREATE OR REPLACE FUNCTION yizhan.work(station integer, day integer, OUT needs bigint, OUT resources bigint, OUT matches bigint,
    OUT across bigint, OUT staff bigint) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT (SELECT count(*) FROM yizhan.newest(work.station, 'need') b WHERE (b ->> 'state')::integer < 5),
        (SELECT count(*) FROM yizhan.newest(work.station, 'offer') b WHERE (b ->> 'id')::bigint >> 46 = work.station
            AND coalesce((b ->> 'until')::integer, 99999999) >= day),
        m.matches, m.across,
        (SELECT count(*) FROM yizhan.newest(work.station, 'staff') b WHERE coalesce((b ->> 'until')::integer, 99999999) >= day
            AND NOT coalesce((b ->> 'disabled')::boolean, false))
    FROM (SELECT count(*) AS matches, count(*) FILTER (WHERE (b ->> 'offer')::bigint >> 46 <> work.station) AS across
        FROM yizhan.newest(work.station, 'match') b WHERE (b ->> 'state')::integer IN (1, 2, 4, 6)) m
$$;

-- The rows behind the numbers: open cases ('open'), those overdue, those of this evening, by their limit; at most 500.
CREATE OR REPLACE FUNCTION yizhan.queue(station integer, view text, at bigint) RETURNS TABLE (number text, service text,
    state integer, received bigint, due bigint, evening boolean, owner text) LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT n.b ->> 'number', c.service, c.state, c.received, c.due, c.evening, coalesce(w.b ->> 'name', '')
    FROM yizhan.cases(queue.station) c
    CROSS JOIN LATERAL (SELECT convert_from(j.body, 'UTF8')::jsonb AS b FROM yizhan.journal j WHERE j.station = queue.station
        AND j.kind = 'case' AND j.version > 0 AND j.id = c.id AND j.seq <= (SELECT h.seq FROM yizhan.head h
        WHERE h.station = queue.station) ORDER BY j.seq DESC LIMIT 1) n
    LEFT JOIN yizhan.newest(queue.station, 'staff') w(b) ON w.b ->> 'id' = n.b ->> 'owner'
    WHERE CASE queue.view WHEN 'overdue' THEN c.open AND c.due > 0 AND c.due < queue.at
        WHEN 'evening' THEN c.evening AND (c.received + 28800000) / 86400000 = (queue.at + 28800000) / 86400000 ELSE c.open END
    ORDER BY c.due = 0, c.due, c.received, 1 LIMIT 500
$$;

-- And matches that are not over: what is needed (its field), what is offered, and by which station.
CREATE OR REPLACE FUNCTION yizhan.matches(station integer) RETURNS TABLE (offer text, field integer, state integer, at bigint,
    home integer) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(o.b ->> 'name', ''), coalesce((o.b ->> 'field')::integer, 0), (m.b ->> 'state')::integer,
        coalesce((m.b ->> 'at')::bigint, 0), ((m.b ->> 'offer')::bigint >> 46)::integer
    FROM yizhan.newest(matches.station, 'match') m(b)
    LEFT JOIN yizhan.newest(matches.station, 'offer') o(b) ON o.b ->> 'id' = m.b ->> 'offer'
    WHERE (m.b ->> 'state')::integer IN (1, 2, 4, 6) ORDER BY 4 DESC, 1 LIMIT 500
$$;

-- Needs that are open: what they are about by their codes, no word of them; of a secret one neither its topic.
CREATE OR REPLACE FUNCTION yizhan.open_needs(station integer) RETURNS TABLE (field integer, topic integer, state integer, at bigint,
    wished integer, urgency integer) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((b ->> 'field')::integer, 0), CASE WHEN coalesce((b ->> 'secret')::boolean, false) THEN 0 ELSE
        coalesce((b ->> 'topic')::integer, 0) END, (b ->> 'state')::integer, coalesce((b ->> 'at')::bigint, 0),
        coalesce((b ->> 'wished_by')::integer, 0), coalesce((b ->> 'urgency')::integer, 0)
    FROM yizhan.newest(open_needs.station, 'need') b WHERE (b ->> 'state')::integer < 5 ORDER BY 4, 1 LIMIT 500
$$;

-- A station's own resources that hold on the day.
CREATE OR REPLACE FUNCTION yizhan.own_offers(station integer, day integer) RETURNS TABLE (name text, field integer, capacity bigint,
    period integer, since integer, until integer) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(b ->> 'name', ''), coalesce((b ->> 'field')::integer, 0), coalesce((b ->> 'capacity')::bigint, 0),
        coalesce((b ->> 'period')::integer, 0), coalesce((b ->> 'since')::integer, 0), coalesce((b ->> 'until')::integer, 0)
    FROM yizhan.newest(own_offers.station, 'offer') b WHERE (b ->> 'id')::bigint >> 46 = own_offers.station
        AND coalesce(nullif((b ->> 'until')::integer, 0), 99999999) >= day ORDER BY 2, 1 LIMIT 500
$$;

-- Who works there on the day, and how many open cases each has.
CREATE OR REPLACE FUNCTION yizhan.workers(station integer, day integer) RETURNS TABLE (name text, role integer, title text,
    open bigint, since integer, until integer) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(w.b ->> 'name', ''), coalesce((w.b ->> 'role')::integer, 0), coalesce(w.b ->> 'title', ''),
        coalesce(c.n, 0), coalesce((w.b ->> 'since')::integer, 0), coalesce((w.b ->> 'until')::integer, 0)
    FROM yizhan.newest(workers.station, 'staff') w(b) LEFT JOIN (SELECT x.b ->> 'owner' AS owner, count(*) AS n
        FROM yizhan.newest(workers.station, 'case') x(b) WHERE (x.b ->> 'state')::integer BETWEEN 2 AND 8
        OR (x.b ->> 'state')::integer = 14 GROUP BY 1) c ON c.owner = w.b ->> 'id'
    WHERE coalesce(nullif((w.b ->> 'until')::integer, 0), 99999999) >= day AND NOT coalesce((w.b ->> 'disabled')::boolean, false)
    ORDER BY 2, 1 LIMIT 500
$$;

-- What reports count, with the columns that their words name (src/service/figures/report_district.c); nobody's name.
CREATE OR REPLACE FUNCTION yizhan.counted_cases(station integer) RETURNS TABLE (service text, state integer, received bigint,
    finished bigint, due bigint, paused_at bigint, pauses text, extended bigint, evening boolean, rated boolean, secret boolean,
    answers text) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(b ->> 'service', ''), coalesce((b ->> 'state')::integer, 0), coalesce((b ->> 'received')::bigint, 0),
        coalesce((b ->> 'finished')::bigint, 0), coalesce((b ->> 'due')::bigint, 0), coalesce((b ->> 'paused_at')::bigint, 0),
        coalesce(b ->> 'pauses', ''), coalesce((b ->> 'extended')::bigint, 0), coalesce((b ->> 'evening')::boolean, false),
        coalesce((b ->> 'rated')::boolean, false), coalesce((b ->> 'secret')::boolean, false), coalesce(b ->> 'answers', '')
    FROM yizhan.newest(counted_cases.station, 'case') b
$$;

CREATE OR REPLACE FUNCTION yizhan.counted_needs(station integer) RETURNS TABLE (state integer, source integer, urgency integer,
    field integer, topic integer, at bigint, closed_at bigint, secret boolean) LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((b ->> 'state')::integer, 0), coalesce((b ->> 'source')::integer, 0), coalesce((b ->> 'urgency')::integer, 0),
        coalesce((b ->> 'field')::integer, 0), coalesce((b ->> 'topic')::integer, 0), coalesce((b ->> 'at')::bigint, 0),
        coalesce((b ->> 'closed_at')::bigint, 0), coalesce((b ->> 'secret')::boolean, false)
    FROM yizhan.newest(counted_needs.station, 'need') b
$$;

CREATE OR REPLACE FUNCTION yizhan.counted_matches(station integer) RETURNS TABLE (state integer, at bigint, word_at bigint,
    delivered_on integer, secret boolean) LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((m.b ->> 'state')::integer, 0), coalesce((m.b ->> 'at')::bigint, 0), coalesce((m.b ->> 'word_at')::bigint, 0),
        coalesce((m.b ->> 'delivered_on')::integer, 0), coalesce((n.b ->> 'secret')::boolean, false)
    FROM yizhan.newest(counted_matches.station, 'match') m(b)
    JOIN yizhan.newest(counted_matches.station, 'need') n(b) ON n.b ->> 'id' = m.b ->> 'need'
$$;

-- One field of what was filled in for a case; NULL: it is not there, or what is there is no JSON.
CREATE OR REPLACE FUNCTION yizhan.filled_in(answers text, field text) RETURNS text LANGUAGE plpgsql IMMUTABLE
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN nullif(answers, '')::jsonb ->> field;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END
$$;

-- --- stations -----------------------------------------------------------------------------------------------------------

-- The rows and the partition of a station. The same number and name again changes nothing.
CREATE OR REPLACE FUNCTION yizhan.make_station(number integer, name text, address text) RETURNS boolean LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    present text := (SELECT s.name FROM yizhan.station s WHERE s.number = make_station.number);
BEGIN
    IF present = name THEN
        RETURN false;
    ELSIF present IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'YZ006', MESSAGE = format('number %s is %s', number, present);
    END IF;
    INSERT INTO yizhan.station (number, name, address) VALUES (number, name, address);
    INSERT INTO yizhan.head (station) VALUES (number);
    EXECUTE format('CREATE TABLE yizhan.%I PARTITION OF yizhan.journal FOR VALUES IN (%s)', 'journal_' || number, number);
    EXECUTE format('GRANT INSERT ON yizhan.%I TO %I', 'journal_' || number, 'yizhan_station_' || number);
    RETURN true;
END
$$;

-- Where a station lies.
CREATE OR REPLACE FUNCTION yizhan.place_station(number integer, north double precision, east double precision) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE yizhan.station s SET north = place_station.north, east = place_station.east
    WHERE s.number = place_station.number AND place_station.north BETWEEN -90 AND 90 AND place_station.east BETWEEN -180 AND 180
    RETURNING true
$$;

-- Registers a station with its role, as whoever calls: it takes the right to make roles. `verifier` '' leaves its password.
CREATE OR REPLACE FUNCTION yizhan.register(number integer, name text, address text, verifier text) RETURNS boolean LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    station_role text := 'yizhan_station_' || number;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = station_role) THEN
        EXECUTE format('CREATE ROLE %I LOGIN', station_role);
    END IF;
    EXECUTE format('GRANT yizhan_stations TO %I', station_role);
    IF verifier <> '' THEN
        EXECUTE format('ALTER ROLE %I PASSWORD %L', station_role, verifier);
    END IF;
    RETURN yizhan.make_station(number, name, address);
END
$$;

-- --- rights ---------------------------------------------------------------------------------------------------------------

REVOKE ALL ON ALL TABLES IN SCHEMA yizhan FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA yizhan FROM PUBLIC;
GRANT USAGE ON SCHEMA yizhan TO yizhan_stations, yizhan_district;
GRANT SELECT ON yizhan.station, yizhan.head, yizhan.journal, yizhan.outbox TO yizhan_stations, yizhan_district;
GRANT SELECT (station, kind, id, owner, letter, offered_to) ON yizhan.owner TO yizhan_district;
GRANT EXECUTE ON FUNCTION yizhan.self, yizhan.version, yizhan.serves TO yizhan_stations, yizhan_district;
GRANT EXECUTE ON FUNCTION yizhan.hello, yizhan.sweep, yizhan.push, yizhan.take, yizhan.erase TO yizhan_stations;
GRANT EXECUTE ON FUNCTION yizhan.offer, yizhan.answer, yizhan.recall, yizhan.cede, yizhan.cede_people, yizhan.write, yizhan.reply, yizhan.share,
    yizhan.find_resident, yizhan.serve TO yizhan_stations;
GRANT EXECUTE ON FUNCTION yizhan.post, yizhan.cases, yizhan.standing, yizhan.upto, yizhan.newest, yizhan.work, yizhan.queue, yizhan.matches,
    yizhan.open_needs, yizhan.own_offers, yizhan.workers, yizhan.counted_cases, yizhan.counted_needs, yizhan.counted_matches, yizhan.filled_in TO yizhan_district;
COMMIT;
