// node-opcua's client counts the values of many monitored items.
//
//     node opcua_bench.js URL NAMESPACE ITEMS INTERVAL_MS SECONDS
//
// Prints one line of JSON: values, seconds, CPU seconds.
"use strict";

const {
  AttributeIds,
  ClientMonitoredItemGroup,
  MessageSecurityMode,
  OPCUAClient,
  SecurityPolicy,
  TimestampsToReturn,
} = require("node-opcua");

const BATCH = 1000;

async function main(url, namespace, items, interval, seconds) {
  const client = OPCUAClient.create({
    securityPolicy: SecurityPolicy.None,
    securityMode: MessageSecurityMode.None,
    endpointMustExist: false,
    connectionStrategy: { maxRetry: 1 },
  });
  await client.connect(url);
  const session = await client.createSession();
  const index = (await session.readNamespaceArray()).indexOf(namespace);
  const subscription = await session.createSubscription2({
    requestedPublishingInterval: interval,
    requestedLifetimeCount: 1000,
    requestedMaxKeepAliveCount: 10,
    maxNotificationsPerPublish: 10000,
    publishingEnabled: true,
  });
  let values = 0;
  for (let from = 0; from < items; from += BATCH) {
    const wanted = Array.from({ length: Math.min(BATCH, items - from) }, (unused, i) => ({
      nodeId: `ns=${index};s=v${from + i}`,
      attributeId: AttributeIds.Value,
    }));
    const group = ClientMonitoredItemGroup.create(
      subscription,
      wanted,
      { samplingInterval: interval, queueSize: 10, discardOldest: true },
      TimestampsToReturn.Both,
    );
    await new Promise((resolve) => group.on("initialized", resolve));
    group.on("changed", () => {
      values += 1;
    });
  }
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const before = { values, cpu: process.cpuUsage(), at: process.hrtime.bigint() };
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const cpu = process.cpuUsage(before.cpu);
  console.log(
    JSON.stringify({
      values: values - before.values,
      seconds: Number(process.hrtime.bigint() - before.at) / 1e9,
      cpu: (cpu.user + cpu.system) / 1e6,
    }),
  );
  process.exit(0);
}

const [url, namespace, items, interval, seconds] = process.argv.slice(2);
main(url, namespace, Number(items), Number(interval), Number(seconds)).catch((failure) => {
  console.error(`opcua_bench.js: ${failure.stack}`);
  process.exit(1);
});
