#!/usr/bin/env python3
"""Prints one thing from a running gateway's status; `none` while it does not answer or has no such thing.

    status.py URL PATH       e.g. status.py http://127.0.0.1:8080/status connections/pump-plc/scans

A word of the path is a key, or the name of an entry in a list.
"""

import json
import sys
import urllib.request


def look_up(url, path):
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            place = json.load(answer)
    except OSError:
        return None
    for word in path.split("/"):
        if isinstance(place, list):
            place = next((entry for entry in place if entry.get("name") == word), None)
        elif isinstance(place, dict):
            place = place.get(word)
    return place


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: status.py URL PATH")
    found = look_up(*sys.argv[1:])
    print("none" if found is None else found)
