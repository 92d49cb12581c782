// The contract's registers by modbus-serial: PORT.
const { ServerTCP } = require("modbus-serial");

const held = Buffer.alloc(200);
held.writeFloatBE(1480.5, 0);
held.writeUInt16BE(123, 4);
held.writeFloatBE(900, 18);
// One of each type, as ModbusContract.everyType expects it.
[
  0xff85, 0xffff, 0xf8a4, 0x32eb, 0xee6b, 0x2800, 0xffff, 0xff00, 0, 0, 0x0020, 0, 0, 0,
  0xbe20, 0, 0x4097, 0x2200, 0, 0, 0x5075, 0x6d70, 0x2d31, 0x0008, 0x0304, 0x0102,
].forEach((word, i) => held.writeUInt16BE(word, 40 + 2 * i));

function at(address) {
  if (address === 3 || address >= 100) {
    throw { modbusErrorCode: 2 };
  }
  return 2 * address;
}

const server = new ServerTCP(
  {
    getHoldingRegister: (address) => held.readUInt16BE(at(address)),
    setRegister: (address, value) => held.writeUInt16BE(value, at(address)),
  },
  { host: "127.0.0.1", port: Number(process.argv[2]), unitID: 1 },
);
server.on("socketError", () => {});
server.on("serverError", (error) => {
  console.error(error.message);
  process.exit(1);
});
