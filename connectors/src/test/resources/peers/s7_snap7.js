// The real snap7 server with one data block, whose bytes come as hex: PORT HEX
const snap7 = require('node-snap7');
const server = new snap7.S7Server();
const block = Buffer.from(process.argv[3], 'hex');
server.SetParam(server.LocalPort, Number(process.argv[2]));
if (!server.RegisterArea(server.srvAreaDB, 1, block)) {
  console.error(server.ErrorText(server.LastError()));
  process.exit(1);
}
if (!server.StartTo('127.0.0.1')) {
  console.error(server.ErrorText(server.LastError()));
  process.exit(1);
}
console.log('listening');
setInterval(() => {}, 1000);
