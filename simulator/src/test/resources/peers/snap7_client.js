// Asks the PLC who it is, reads and writes data block 1, and what is not there: one JSON line.
const snap7 = require('node-snap7');
const plc = new snap7.S7Client();
const fail = (what) => { console.error(what); process.exit(1); };
plc.SetParam(plc.RemotePort, Number(process.argv[2]));
if (!plc.ConnectTo('127.0.0.1', 0, 1)) fail(plc.ErrorText(plc.LastError()));
const speed = plc.DBRead(1, 0, 4);
if (!speed) fail(plc.ErrorText(plc.LastError()));
const setpoint = Buffer.alloc(4);
setpoint.writeFloatBE(1300.5);
const written = plc.DBWrite(1, 40, 4, setpoint);
const area = (db, start, type, amount) =>
  ({ Area: plc.S7AreaDB, WordLen: type, DBNumber: db, Start: start, Amount: amount });
const several = plc.ReadMultiVars([
  area(1, 40, plc.S7WLReal, 1), area(1, 46 * 8, plc.S7WLBit, 1), area(9, 0, plc.S7WLByte, 1),
  area(1, 400, plc.S7WLByte, 1)
]);
console.log(JSON.stringify({
  speed: speed.readFloatBE(0),
  written,
  readBack: plc.DBRead(1, 40, 4).readFloatBE(0),
  several: several.map((one) => ({ result: one.Result, data: one.Data && one.Data.toString('hex') })),
  missing: plc.DBRead(9, 0, 4) === false,
  order: plc.GetOrderCode(),
  cpu: plc.GetCpuInfo(),
  status: plc.PlcStatus(),
  pdu: plc.PDULength()
}));
plc.Disconnect();
