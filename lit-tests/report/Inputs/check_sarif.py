"""Exits with an error unless the file is JSON and has what SARIF 2.1.0 requires.

Checks the properties that the standard's schema marks as required, the types and bounds of those
that the writer uses, and that rules and results refer to each other correctly.
"""
import json
import sys
import urllib.parse


def need(condition, what):
    if not condition:
        sys.exit("not valid: " + what)


def message(m):
    need(isinstance(m, dict) and isinstance(m["text"], str) and m["text"] != "", "message.text")


def place(location):
    need(isinstance(location, dict), "location")
    physical = location.get("physicalLocation")
    if physical:
        uri = physical["artifactLocation"]["uri"]
        parts = urllib.parse.urlsplit(uri)
        need(all(32 < ord(c) < 127 for c in uri), "uri of plain characters")
        if "uriBaseId" in physical["artifactLocation"]:
            need(not parts.scheme and not uri.startswith("/"), "relative uri " + uri)
        else:
            need(parts.scheme == "file" and parts.path.startswith("/"), "absolute uri " + uri)
        region = physical.get("region")
        if region:
            need(region["startLine"] >= 1, "startLine")
            need(region.get("startColumn", 1) >= 1, "startColumn")
            need(region.get("endLine", region["startLine"]) >= region["startLine"], "endLine")
    if "message" in location:
        need(isinstance(location["message"]["text"], str), "location message")


with open(sys.argv[1], encoding="utf-8") as f:
    log = json.load(f)
need(log["version"] == "2.1.0", "version")
need(isinstance(log["runs"], list), "runs")
identities = [run["automationDetails"]["id"] for run in log["runs"]]
need(identities == sorted(set(identities)), "runs in order, each once")
for run in log["runs"]:
    driver = run["tool"]["driver"]
    need(driver["name"] == "Unsown", "tool.driver.name")
    rules = [rule["id"] for rule in driver["rules"]]
    need(len(set(rules)) == len(rules), "rule ids are unique")
    for rule in driver["rules"]:
        for key in ("shortDescription", "fullDescription", "help"):
            message(rule[key])
    need(run["originalUriBaseIds"]["ROOT"]["uri"].endswith("/"), "base uri ends with a slash")
    prints = []
    for result in run["results"]:
        need(isinstance(result["message"]["text"], str), "result.message")
        need(result["level"] in ("none", "note", "warning", "error"), "level")
        need(rules[result["ruleIndex"]] == result["ruleId"], "ruleIndex")
        for location in result["locations"] + result.get("relatedLocations", []):
            place(location)
        for flow in result.get("codeFlows", []):
            for thread in flow["threadFlows"]:
                need(thread["locations"], "threadFlow.locations")
                for step in thread["locations"]:
                    place(step["location"])
        for suppression in result.get("suppressions", []):
            need(suppression["kind"] in ("inSource", "external"), "suppression.kind")
        prints.append(result["partialFingerprints"]["unsown/v1"])
    need(len(set(prints)) == len(prints), "fingerprints are unique")
    if len(sys.argv) > 2:
        print("\n".join(prints))
