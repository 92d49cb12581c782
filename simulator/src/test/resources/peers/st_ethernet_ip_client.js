// Browses, reads alone and in a group, writes, and asks for what is not there: one JSON line.
require('st-ethernet-ip/dist/config').EIP_PORT = Number(process.argv[2]);
const { Controller, Tag, TagGroup } = require('st-ethernet-ip');
const connected = process.argv[3] === 'connected';
const fail = (what) => { console.error(what); process.exit(1); };
setTimeout(() => fail('too slow'), 15000);

async function main() {
  const plc = new Controller(connected);
  await plc.connect('127.0.0.1', 0);
  const speed = new Tag('pump_1_speed');
  await plc.readTag(speed);
  const group = new TagGroup();
  const flow = new Tag('pump_1_flow');
  const valve = new Tag('valve', 'Main');
  const level = new Tag('Tank.level');
  [flow, valve, level].forEach((tag) => group.add(tag));
  await plc.readTagGroup(group);
  const setpoint = new Tag('pump_1_speed_sp');
  await plc.readTag(setpoint);
  setpoint.value = 1300.5;
  await plc.writeTag(setpoint);
  const readBack = new Tag('pump_1_speed_sp');
  await plc.readTag(readBack);
  let missing = 'read';
  try {
    await plc.readTag(new Tag('pump_1_nothing'));
  } catch (refused) {
    missing = refused.generalStatusCode;
  }
  const tags = plc.state.tagList.tags.map((tag) => (tag.program ? tag.program + '.' : '') + tag.name);
  console.log(JSON.stringify({
    name: plc.properties.name,
    run: plc.properties.run,
    speed: speed.value,
    flow: flow.value,
    valve: valve.value,
    level: level.value,
    readBack: readBack.value,
    missing,
    tags,
  }));
  await plc.disconnect();
  process.exit(0);
}
main().catch(fail);
