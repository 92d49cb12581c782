#!/usr/bin/env python3
"""Prints one counter of a running gateway, or -1 while it does not answer or has no such thing.

    status.py URL SECTION NAME COUNTER      e.g. status.py http://127.0.0.1:8080/status connections pump-plc scans
"""

import json
import sys
import urllib.request


def counter(url, section, name, key):
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            status = json.load(answer)
    except OSError:
        return -1
    for entry in status.get(section, []):
        if entry.get("name") == name:
            return entry.get(key, -1)
    return -1


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit("usage: status.py URL SECTION NAME COUNTER")
    print(counter(*sys.argv[1:]))
