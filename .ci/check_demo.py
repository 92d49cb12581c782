#!/usr/bin/env python3
"""Checks the last line that `sluice demo --json` printed: what the demo must show, and the sums.

    check_demo.py FILE

Prints the figures, then each finding; exit code 0 without findings, 1 with.
"""

import json
import sys

INTEGERS = (
    "scans samples noVerdicts alarms alarmsBeforeFault decisions writes shadowWrites spooled delivered "
    "pending gaps duplicates outOfOrder detectionDelayMs"
).split()
NUMBERS = ["reactionMicrosP50", "reactionMicrosP99"]
BOOLEANS = ["recovered"]


def findings(demo):
    """Each thing that is not as the demo promises, as a sentence."""
    found = []

    def expect(truth, sentence):
        if not truth:
            found.append(sentence)

    for key in INTEGERS + NUMBERS + BOOLEANS:
        expect(key in demo, f"the key {key} is missing")
    if found:
        return found
    for key in INTEGERS:
        expect(type(demo[key]) is int, f"{key} is {demo[key]!r}, a whole number is expected")
    for key in NUMBERS:
        expect(type(demo[key]) in (int, float), f"{key} is {demo[key]!r}, a number is expected")
    for key in BOOLEANS:
        expect(type(demo[key]) is bool, f"{key} is {demo[key]!r}, true or false is expected")
    if found:
        return found
    for key in INTEGERS + NUMBERS:
        expect(demo[key] >= 0, f"{key} is {demo[key]}, which is below 0")

    expect(demo["scans"] >= 1, "no scan arrived")
    expect(demo["samples"] >= demo["scans"], "fewer samples than scans")
    expect(demo["alarms"] >= 1, "the fault raised no alarm")
    expect(demo["alarmsBeforeFault"] == 0, f"{demo['alarmsBeforeFault']} alarms before the fault")
    expect(
        demo["detectionDelayMs"] <= 10_000,
        f"the alarm came {demo['detectionDelayMs']} ms after the fault; 10000 are allowed",
    )
    expect(demo["decisions"] >= demo["writes"], "more writes than decisions")
    expect(demo["writes"] >= 1, "the closed setpoint was never written")
    expect(demo["shadowWrites"] == 0, f"the shadow setpoint was written {demo['shadowWrites']} times")
    expect(demo["recovered"], "the process did not return to normal")
    expect(demo["spooled"] >= 1, "nothing was spooled")
    expect(demo["pending"] == 0, f"{demo['pending']} records were not delivered")
    expect(demo["gaps"] == 0, f"{demo['gaps']} records are in gaps")
    expect(demo["duplicates"] == 0, f"{demo['duplicates']} records came twice without a mark")
    expect(demo["outOfOrder"] == 0, f"{demo['outOfOrder']} records came out of order")
    total = demo["delivered"] + demo["gaps"] + demo["pending"]
    expect(
        demo["spooled"] == total,
        f"spooled {demo['spooled']} is not delivered + gaps + pending = {total}",
    )
    expect(demo["reactionMicrosP50"] <= demo["reactionMicrosP99"], "the median reaction is above the 99th percentile")
    return found


def main(path):
    with open(path, encoding="utf-8") as lines:
        last = [line for line in lines if line.strip()][-1:]
    if not last:
        return ["the demo printed nothing on stdout"]
    try:
        demo = json.loads(last[0])
    except ValueError as failure:
        return [f"the last line is not JSON ({failure}): {last[0][:200]}"]
    if not isinstance(demo, dict):
        return [f"the last line is not an object: {last[0][:200]}"]
    print(json.dumps(demo, indent=2))
    return findings(demo)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: check_demo.py FILE")
    result = main(sys.argv[1])
    for sentence in result:
        print(f"check_demo: {sentence}")
    print("check_demo: " + ("every promise kept" if not result else f"{len(result)} findings"))
    sys.exit(1 if result else 0)
