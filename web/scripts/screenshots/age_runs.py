"""Makes runs as old as a picture wants them: no API can, as a run is of the moment in which it is made.

usage: age_runs.py DATABASE
Reads {"ages": [milliseconds, ...], "person": name, "tenant": name}; the ages are those of the first runs.
"""

import json
import sqlite3
import sys
import time

wanted = json.load(sys.stdin)
database = sqlite3.connect(sys.argv[1])
tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
with_run = [
    table
    for table in tables
    if any(column[1] == "run_id" for column in database.execute(f"PRAGMA table_info({table})"))
]
now = time.time_ns() // 1000
runs = database.execute("SELECT id, created_at FROM runs ORDER BY id").fetchall()
for (old, created_at), age in zip(runs, wanted["ages"]):
    at = now - int(age * 1000)
    shift = at - created_at
    # The first six bytes of an id are its time.
    new = (at // 1000).to_bytes(6, "big") + old[6:]
    for table in with_run:
        database.execute(f"UPDATE {table} SET run_id = ? WHERE run_id = ?", (new, old))
    database.execute(
        "UPDATE runs SET id = ?, created_at = created_at + ?, started_at = started_at + ?,"
        " finished_at = finished_at + ? WHERE id = ?",
        (new, shift, shift, shift, old),
    )
    database.execute("UPDATE messages SET created_at = created_at + ? WHERE run_id = ?", (shift, new))
    database.execute(
        "UPDATE conversations SET created_at = created_at + ?, updated_at = updated_at + ?"
        " WHERE id = (SELECT conversation_id FROM runs WHERE id = ?)",
        (shift, shift, new),
    )
# The agents were there before their runs: the examples for a month, the team's own for some days less each.
day = 86_400_000_000
agents = database.execute("SELECT id FROM agents ORDER BY id").fetchall()
for place, (agent,) in enumerate(agents):
    at = now - (30 - 5 * place) * day
    database.execute("UPDATE agents SET created_at = ?, updated_at = ? WHERE id = ?", (at, at, agent))
database.execute("UPDATE users SET name = ?", (wanted["person"],))
database.execute("UPDATE tenants SET name = ?", (wanted["tenant"],))
database.commit()
