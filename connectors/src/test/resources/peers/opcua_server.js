// An OPC UA server that nobody here wrote: node-opcua from npm, on loopback.
//
//     node opcua_server.js PORT CERTIFICATE-FOLDER
//
// Endpoints: None, and Basic256Sha256, Aes128_Sha256_RsaOaep and Aes256_Sha256_RsaPss with Sign and
// SignAndEncrypt. Users: anonymous, gateway with password let-me-in, and any certificate. Prints
// READY and the file of its own certificate when it listens. Namespace "urn:sluice:test" has
//
//     s=speed     Float  1480.5
//     s=flow      Int16  123
//     s=speed-sp  Float  900 at the start, yours to write
//     s=ramp      Double one more every 20 ms
"use strict";

const fs = require("fs");
const {
  DataType,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAServer,
  SecurityPolicy,

  UserTokenType,

} = require("node-opcua");

const NAMESPACE = "urn:sluice:test";
const STEP_MS = 20;

async function main(port, folder) {
  const certificates = new OPCUACertificateManager({ automaticallyAcceptUnknownCertificate: true, rootFolder: folder });
  const users = new OPCUACertificateManager({ automaticallyAcceptUnknownCertificate: true, rootFolder: `${folder}/users` });
  const server = new OPCUAServer({
    port,
    host: "127.0.0.1",
    hostname: "127.0.0.1",
    securityModes: [MessageSecurityMode.None, MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
    securityPolicies: [
      SecurityPolicy.None,
      SecurityPolicy.Basic256Sha256,
      SecurityPolicy.Aes128_Sha256_RsaOaep,
      SecurityPolicy.Aes256_Sha256_RsaPss,
    ],
    allowAnonymous: true,
    maxConnectionsPerEndpoint: 50,
    userTokenTypes: [UserTokenType.Anonymous, UserTokenType.UserName, UserTokenType.Certificate],
    userManager: { isValidUser: (name, password) => name === "gateway" && password === "let-me-in" },
    serverCertificateManager: certificates,
    userCertificateManager: users,
    serverCapabilities: { maxSessions: 100 },
    serverInfo: { applicationUri: "urn:sluice:test:node-opcua", productUri: NAMESPACE },
  });
  await server.initialize();
  const timer = setInterval(variables(server.engine.addressSpace), STEP_MS);
  await server.start();
  console.log(`READY ${server.certificateFile}`);

  const stop = async () => {
    clearInterval(timer);
    await server.shutdown(0);
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.stdin.on("end", stop).resume();
}

// Adds the variables; returns what moves the ramp on.
function variables(addressSpace) {
  const namespace = addressSpace.registerNamespace(NAMESPACE);
  const folder = namespace.addFolder(addressSpace.rootFolder.objects, { browseName: "Peer" });
  const add = (name, dataType, value) => {
    const variable = namespace.addVariable({
      componentOf: folder,
      browseName: name,
      nodeId: `s=${name}`,
      dataType,
      minimumSamplingInterval: STEP_MS,
    });
    variable.setValueFromSource({ dataType, value });
    return variable;
  };
  add("speed", DataType.Float, 1480.5);
  add("flow", DataType.Int16, 123);
  add("speed-sp", DataType.Float, 900);
  const ramp = add("ramp", DataType.Double, 0);
  let turn = 0;
  return () => ramp.setValueFromSource({ dataType: DataType.Double, value: ++turn });
}

const [port, folder] = process.argv.slice(2);
if (!/^[0-9]+$/.test(port || "") || !folder) {
  console.error("usage: node opcua_server.js PORT CERTIFICATE-FOLDER");
  process.exit(64);
}
fs.mkdirSync(folder, { recursive: true });
main(Number(port), folder).catch((failure) => {
  console.error(`opcua_server.js: ${failure.stack}`);
  process.exit(1);
});
