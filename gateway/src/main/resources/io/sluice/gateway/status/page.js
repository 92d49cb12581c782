"use strict";
// Everything is set as text, never as markup: a tag's name or a PLC's string cannot become a script.
const sections = ["standing", "connections", "groups", "tags", "detectors", "setpoints", "spools", "uplinks"];

const titles = { standing: "alarms" };

function cell(kind, text) {
  const element = document.createElement(kind);
  element.textContent = text;
  return element;
}

function shown(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" && !Number.isInteger(value)) return value.toPrecision(4);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function table(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const result = document.createElement("table");
  const head = result.createTHead().insertRow();
  columns.forEach((column) => head.append(cell("th", column)));
  const body = result.createTBody();
  rows.forEach((row) => {
    const line = body.insertRow();
    columns.forEach((column) => line.append(cell("td", shown(row[column]))));
  });
  return result;
}

// What a person reads of a group; the rest is in /status.
function groups(connections) {
  return connections.flatMap((connection) => (connection.groups || []).map((group) => ({
    connection: connection.name, group: group.name, askedMillis: group.askedMillis,
    keptMillis: group.keptMillis, jitterMillisP99: group.jitterMillisP99,
    rate: group.rateMet ? "met" : "NOT MET", missed: group.missed, tags: group.tags,
    stale: group.stale, bad: group.bad, uncertain: group.uncertain,
  })));
}

// Alarms that an operator should know of, hidden ones with their reason; all are in /status.
function standing(alarms) {
  return alarms.filter((alarm) => alarm.letter !== "A").map((alarm) => ({
    alarm: alarm.name, asset: alarm.asset, priority: alarm.priority,
    state: alarm.letter + " " + alarm.state, hidden: alarm.hidden,
    until: alarm.shelvedUntil, since: alarm.since, score: alarm.score,
    "first out": alarm.firstOut,
    because: (alarm.because || []).map((one) => one.text).join("; "),
  }));
}

function show(status) {
  document.getElementById("gateway").textContent = status.gateway;
  const configuration = document.getElementById("configuration");
  configuration.hidden = !status.configuration;
  configuration.textContent = status.configuration ? "Configuration: " + status.configuration.line : "";
  configuration.className = status.configuration ? status.configuration.state : "";
  const tables = document.getElementById("tables");
  tables.replaceChildren();
  status.standing = standing(status.alarms || []);
  status.groups = groups(status.connections || []);
  (status.connections || []).forEach((connection) => { delete connection.groups; });
  sections.filter((name) => (status[name] || []).length > 0).forEach((name) => {
    tables.append(cell("h2", titles[name] || name), table(status[name]));
  });
  tables.append(cell("h2", "scans"), table([status.scans]));
}

async function refresh() {
  const lost = document.getElementById("lost");
  try {
    const answer = await fetch("/status", { cache: "no-store" });
    show(await answer.json());
    lost.hidden = true;
  } catch (failure) {
    lost.hidden = false;
    lost.textContent = "The gateway does not answer; what stands below is old.";
  }
  setTimeout(refresh, 1000);
}

refresh();
