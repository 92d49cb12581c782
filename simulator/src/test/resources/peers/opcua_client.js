// node-opcua's client at the exchanger's server: browses, reads, subscribes and writes.
//
//     node opcua_client.js PORT
//
// Prints one line of JSON with what it saw.
"use strict";

const {
  AttributeIds,
  ClientMonitoredItem,
  ClientSubscription,
  DataType,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAClient,
  SecurityPolicy,
  TimestampsToReturn,
  Variant,
} = require("node-opcua");
const fs = require("fs");
const os = require("os");
const path = require("path");

const VALUES = 5;

async function visit(port, certificates, policy, mode) {
  const client = OPCUAClient.create({
    securityPolicy: policy,
    securityMode: mode,
    endpointMustExist: false,
    connectionStrategy: { maxRetry: 1 },
    clientCertificateManager: certificates,
  });
  await client.connect(`opc.tcp://127.0.0.1:${port}/virtual-plant`);
  const session = await client.createSession();
  const index = (await session.readNamespaceArray()).findIndex((uri) => uri.includes("plant") && !uri.includes("server"));
  const folder = await session.browse("ObjectsFolder");
  const duty = `ns=${index};s=exchanger-1/duty`;
  const setpoint = `ns=${index};s=exchanger-1/coolant-valve-sp`;
  const read = await session.read({ nodeId: duty, attributeId: AttributeIds.Value });
  const heard = await subscribe(session, duty);
  const written = await session.write({
    nodeId: setpoint,
    attributeId: AttributeIds.Value,
    value: { value: new Variant({ dataType: DataType.Double, value: 42 }) },
  });
  const readOnly = await session.write({
    nodeId: duty,
    attributeId: AttributeIds.Value,
    value: { value: new Variant({ dataType: DataType.Double, value: 1 }) },
  });
  await session.close();
  await client.disconnect();
  return {
    folders: folder.references.map((reference) => reference.browseName.name),
    good: read.statusCode.isGood(),
    duty: read.value.value,
    heard,
    written: written.isGood(),
    readOnly: readOnly.name,
  };
}

async function subscribe(session, nodeId) {
  const subscription = await session.createSubscription2({
    requestedPublishingInterval: 100,
    requestedLifetimeCount: 100,
    requestedMaxKeepAliveCount: 10,
    publishingEnabled: true,
  });
  const item = ClientMonitoredItem.create(
    subscription,
    { nodeId, attributeId: AttributeIds.Value },
    { samplingInterval: 50, queueSize: 10, discardOldest: true },
    TimestampsToReturn.Both,
  );
  let heard = 0;
  await new Promise((resolve) => {
    item.on("changed", () => {
      heard += 1;
      if (heard === VALUES) {
        resolve();
      }
    });
  });
  await subscription.terminate();
  return heard;
}

async function main(port) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "opcua-client-"));
  const certificates = new OPCUACertificateManager({ automaticallyAcceptUnknownCertificate: true, rootFolder: folder });
  await certificates.initialize();
  const said = {
    clear: await visit(port, certificates, SecurityPolicy.None, MessageSecurityMode.None),
    sealed: await visit(port, certificates, SecurityPolicy.Aes256_Sha256_RsaPss, MessageSecurityMode.SignAndEncrypt),
  };
  fs.rmSync(folder, { recursive: true, force: true });
  console.log(JSON.stringify(said));
  process.exit(0);
}

main(Number(process.argv[2])).catch((failure) => {
  console.error(`opcua_client.js: ${failure.stack}`);
  process.exit(1);
});
