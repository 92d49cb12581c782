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
del held[3]
unit = ModbusSlaveContext(hr=ModbusSparseDataBlock(held), zero_mode=True)
rtu = len(sys.argv) > 2 and sys.argv[2] == "rtu"
StartTcpServer(
    context=ModbusServerContext(slaves=unit, single=True),
    address=("127.0.0.1", int(sys.argv[1])),
    framer=ModbusRtuFramer if rtu else ModbusSocketFramer,
    allow_reuse_address=True,
)
