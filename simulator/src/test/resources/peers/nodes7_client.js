// Reads every tag of data block 1, writes the setpoint, reads it back: one JSON line.
const S7 = require('nodes7');
const plc = new S7({ silent: true });
const items = {
  speed: 'DB1,REAL0', flow: 'DB1,REAL4', valve: 'DB1,INT32', state: 'DB1,WORD38',
  setpoint: 'DB1,REAL40', remote: 'DB1,X46.0', local: 'DB1,X46.1'
};
const fail = (what) => { console.error(what); process.exit(1); };
setTimeout(() => fail('too slow'), 15000);
plc.initiateConnection({ port: Number(process.argv[2]), host: '127.0.0.1', rack: 0, slot: 1 }, (error) => {
  if (error) fail(error);
  plc.setTranslationCB((name) => items[name]);
  plc.addItems(Object.keys(items));
  plc.readAllItems((bad, before) => {
    if (bad) fail('bad quality');
    plc.writeItems('setpoint', 1300.5, (badWrite) => {
      if (badWrite) fail('write refused');
      plc.readAllItems((badAfter, after) => {
        if (badAfter) fail('bad quality after the write');
        console.log(JSON.stringify({ before, after }));
        plc.dropConnection(() => process.exit(0));
      });
    });
  });
});
