#!/usr/bin/python3
"""A Modbus TCP server that nobody here wrote: Debian 12's python3-pymodbus 3.0, on loopback.

    modbus_server.py PORT

Prints READY when it listens. Unit 1 has these holding registers (1-based, as in the manual of a PLC;
high word first):

    1-2   FLOAT32  speed, rpm       900 .. 1500, a slow sine
    3     INT16    flow, 0.1 l/min  follows the speed
    4     INT16    temperature, 0.1 °C, may be negative in winter: -50 .. 50
    5     UINT16   state            3, always
    10-11 FLOAT32  speed setpoint   yours to write; 1200 at the start

Each write that arrives is printed: `WRITE address value value ...`.
"""

import asyncio
import math
import struct
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartAsyncTcpServer

PERIOD_S = 20.0
STEP_S = 0.05


def float32(value):
    """Two registers, high word first."""
    return list(struct.unpack(">HH", struct.pack(">f", value)))


def int16(value):
    """One register, two's complement."""
    return [round(value) & 0xFFFF]


class LoggedBlock(ModbusSequentialDataBlock):
    """Holding registers that print what clients write. The process itself uses `show`."""

    def setValues(self, address, values):  # noqa: N802, the library's name
        print("WRITE", address, *values, flush=True)
        super().setValues(address, values)

    def show(self, address, values):
        super().setValues(address, values)


async def run_process(registers):
    """Moves the values; time comes from the event loop."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    while True:
        wave = math.sin(2 * math.pi * (loop.time() - began) / PERIOD_S)
        speed = 1200 + 300 * wave
        registers.show(1, float32(speed))
        registers.show(3, int16(speed * 1.5))
        registers.show(4, int16(50 * wave))
        await asyncio.sleep(STEP_S)


async def main(port):
    registers = LoggedBlock(1, [0] * 125)
    registers.show(5, [3])
    registers.show(10, float32(1200))
    context = ModbusServerContext(slaves=ModbusSlaveContext(hr=registers), single=True)
    process = asyncio.create_task(run_process(registers))
    server = await StartAsyncTcpServer(
        context=context, address=("127.0.0.1", port), defer_start=True, allow_reuse_address=True
    )
    listening = asyncio.create_task(server.serve_forever())
    await asyncio.wait({server.serving, listening}, return_when=asyncio.FIRST_COMPLETED)
    if server.serving.done():
        print("READY", flush=True)
    await asyncio.wait({process, listening}, return_when=asyncio.FIRST_COMPLETED)
    for task in (process, listening):
        if task.done():
            task.result()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        sys.exit("usage: modbus_server.py PORT")
    try:
        asyncio.run(main(int(sys.argv[1])))
    except OSError as failure:
        sys.exit(f"modbus_server.py: {failure}")
    except KeyboardInterrupt:
        pass
