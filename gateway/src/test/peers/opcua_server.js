// An OPC UA server that nobody here wrote: node-opcua from npm, on loopback, security None.
//
//     node opcua_server.js PORT [CERTIFICATE-FOLDER]
//
// Prints READY when it listens. Namespace 1 ("urn:sluice:test-peers") has these variables, all Double
// except the state:
//
//     ns=1;s=exchanger/inlet     °C     a slow sine, 60 .. 70
//     ns=1;s=exchanger/outlet    °C     follows the inlet, 20 K lower
//     ns=1;s=exchanger/flow      l/min  follows the setpoint, with a ripple
//     ns=1;s=exchanger/state     Int32  3, always
//     ns=1;s=exchanger/flow-sp   l/min  yours to write; 120 at the start
//
// Each write that arrives is printed: `WRITE node value`.
"use strict";

const fs = require("fs");
const os = require("os");
const path = require("path");
const {
  DataType,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAServer,
  SecurityPolicy,
  StatusCodes,
  Variant,
} = require("node-opcua");

const PERIOD_MS = 20000;
const STEP_MS = 50;

async function main(port, folder) {
  const certificates = new OPCUACertificateManager({ automaticallyAcceptUnknownCertificate: true, rootFolder: folder });
  const server = new OPCUAServer({
    port,
    host: "127.0.0.1",
    hostname: "127.0.0.1",
    securityModes: [MessageSecurityMode.None],
    securityPolicies: [SecurityPolicy.None],
    allowAnonymous: true,
    serverCertificateManager: certificates,
    userCertificateManager: certificates,
    serverInfo: { applicationUri: "urn:sluice:test-peers", productUri: "urn:sluice:test-peers" },
  });
  await server.initialize();
  const step = buildProcess(server.engine.addressSpace.getOwnNamespace(), server);
  await server.start();
  console.log("READY");
  const timer = setInterval(() => step(Date.now()), STEP_MS);

  const stop = async () => {
    clearInterval(timer);
    await server.shutdown(0);
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

// Returns the step function of the process, which moves the variables.
function buildProcess(namespace, server) {
  const exchanger = namespace.addFolder(server.engine.addressSpace.rootFolder.objects, { browseName: "Exchanger" });
  const add = (name, dataType, value) => {
    const variable = namespace.addVariable({
      componentOf: exchanger,
      browseName: name,
      nodeId: `s=exchanger/${name}`,
      dataType,
      minimumSamplingInterval: STEP_MS,
      accessLevel: "CurrentRead",
      userAccessLevel: "CurrentRead",
    });
    variable.setValueFromSource({ dataType, value });
    return variable;
  };
  const inlet = add("inlet", DataType.Double, 65);
  const outlet = add("outlet", DataType.Double, 45);
  const flow = add("flow", DataType.Double, 120);
  add("state", DataType.Int32, 3);
  const setpoint = addSetpoint(namespace, exchanger, 120);

  return (nowMs) => {
    const wave = Math.sin((2 * Math.PI * (nowMs % PERIOD_MS)) / PERIOD_MS);
    inlet.setValueFromSource({ dataType: DataType.Double, value: 65 + 5 * wave });
    outlet.setValueFromSource({ dataType: DataType.Double, value: 45 + 4 * wave });
    flow.setValueFromSource({ dataType: DataType.Double, value: setpoint() + 2 * wave });
  };
}

// Returns a supplier of the setpoint's present value.
function addSetpoint(namespace, parent, initial) {
  let value = initial;
  namespace.addVariable({
    componentOf: parent,
    browseName: "flow-sp",
    nodeId: "s=exchanger/flow-sp",
    dataType: DataType.Double,
    minimumSamplingInterval: STEP_MS,
    accessLevel: "CurrentRead | CurrentWrite",
    userAccessLevel: "CurrentRead | CurrentWrite",
    value: {
      get: () => new Variant({ dataType: DataType.Double, value }),
      set: (variant) => {
        value = variant.value;
        console.log(`WRITE ns=1;s=exchanger/flow-sp ${value}`);
        return StatusCodes.Good;
      },
    },
  });
  return () => value;
}

const [port, folder] = process.argv.slice(2);
if (!/^[0-9]+$/.test(port || "")) {
  console.error("usage: node opcua_server.js PORT [CERTIFICATE-FOLDER]");
  process.exit(64);
}
main(Number(port), folder || fs.mkdtempSync(path.join(os.tmpdir(), "opcua-peer-"))).catch((failure) => {
  console.error(`opcua_server.js: ${failure.message}`);
  process.exit(1);
});
