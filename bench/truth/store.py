"""Results, one JSON object a line, appended as they come: a campaign that was interrupted goes on where it stopped.

A line that was cut off by the interruption is dropped when the file is opened, and its item is done again.  One process may
write a file while others read it.
"""

import json
import os


class Store:
    """Results by key (a string).  A later line for a key replaces an earlier one."""

    def __init__(self, path, writable=True):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        self.rows = {}
        whole = 0
        if os.path.exists(path):
            with open(path, "rb") as f:
                for line in f:
                    if not line.endswith(b"\n"):
                        break
                    row = json.loads(line)
                    self.rows[row["key"]] = row
                    whole += len(line)
            if writable:
                os.truncate(path, whole)
        self.file = open(path, "a", encoding="utf-8") if writable else None

    def __contains__(self, key):
        return key in self.rows

    def add(self, key, **values):
        row = {"key": key, **values}
        self.rows[key] = row
        self.file.write(json.dumps(row) + "\n")
        self.file.flush()
        return row
