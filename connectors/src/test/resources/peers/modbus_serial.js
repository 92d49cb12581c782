// The contract's registers by modbus-serial: PORT.
const { ServerTCP } = require("modbus-serial");

const held = Buffer.alloc(200);
held.writeFloatBE(1480.5, 0);
held.writeUInt16BE(123, 4);
held.writeFloatBE(900, 18);

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
