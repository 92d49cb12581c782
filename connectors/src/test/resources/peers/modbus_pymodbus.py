"""The contract's registers by pymodbus: PORT [rtu]."""
import struct
import sys

from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext, ModbusSparseDataBlock
from pymodbus.server import StartTcpServer
from pymodbus.transaction import ModbusRtuFramer, ModbusSocketFramer


def words(value):
    return list(struct.unpack(">HH", struct.pack(">f", value)))


held = dict.fromkeys(range(100), 0)
held.update(zip((0, 1), words(1480.5)))
held[2] = 123
held.update(zip((9, 10), words(900)))
# One of each type, as ModbusContract.everyType expects it.
types = [
    0xff85, 0xffff, 0xf8a4, 0x32eb, 0xee6b, 0x2800, 0xffff, 0xff00, 0, 0, 0x0020, 0, 0, 0,
    0xbe20, 0, 0x4097, 0x2200, 0, 0, 0x5075, 0x6d70, 0x2d31, 0x0008, 0x0304, 0x0102,
]
held.update(zip(range(20, 20 + len(types)), types))
del held[3]
unit = ModbusSlaveContext(hr=ModbusSparseDataBlock(held), zero_mode=True)
rtu = len(sys.argv) > 2 and sys.argv[2] == "rtu"
StartTcpServer(
    context=ModbusServerContext(slaves=unit, single=True),
    address=("127.0.0.1", int(sys.argv[1])),
    framer=ModbusRtuFramer if rtu else ModbusSocketFramer,
    allow_reuse_address=True,
)
