/* The contract's registers by libmodbus: PORT. */
#include <errno.h>
#include <modbus.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

enum { MISSING = 3, MOST = 100, TYPES = 20 };

/* One of each type, as ModbusContract.everyType expects it. */
static const uint16_t types[] = {
    0xff85, 0xffff, 0xf8a4, 0x32eb, 0xee6b, 0x2800, 0xffff, 0xff00, 0, 0, 0x0020, 0, 0, 0,
    0xbe20, 0, 0x4097, 0x2200, 0, 0, 0x5075, 0x6d70, 0x2d31, 0x0008, 0x0304, 0x0102};

/** A read that touches the register that is not there. */
static int touches_missing(const uint8_t *query, int header) {
  int start = MODBUS_GET_INT16_FROM_INT8(query, header + 1);
  int count = MODBUS_GET_INT16_FROM_INT8(query, header + 3);
  return query[header] == MODBUS_FC_READ_HOLDING_REGISTERS && start <= MISSING &&
         start + count > MISSING;
}

int main(int argc, char **argv) {
  if (argc < 2) {
    return 64;
  }
  modbus_t *peer = modbus_new_tcp("127.0.0.1", atoi(argv[1]));
  modbus_mapping_t *held = modbus_mapping_new(0, 0, MOST, 0);
  int header = modbus_get_header_length(peer);
  /* 1480.5 and 900; modbus_set_float_abcd of 3.1.6 swaps the bytes of each register. */
  held->tab_registers[0] = 0x44b9;
  held->tab_registers[1] = 0x1000;
  held->tab_registers[2] = 123;
  held->tab_registers[9] = 0x4461;
  held->tab_registers[10] = 0x0000;
  memcpy(held->tab_registers + TYPES, types, sizeof types);
  int server = modbus_tcp_listen(peer, 10);
  if (server < 0) {
    return 69;
  }
  fd_set all;
  FD_ZERO(&all);
  FD_SET(server, &all);
  int highest = server;
  for (;;) {
    fd_set ready = all;
    if (select(highest + 1, &ready, NULL, NULL, NULL) < 0) {
      return errno;
    }
    for (int socket = 0; socket <= highest; socket++) {
      if (!FD_ISSET(socket, &ready)) {
        continue;
      }
      if (socket == server) {
        int fresh = modbus_tcp_accept(peer, &server);
        if (fresh >= 0) {
          FD_SET(fresh, &all);
          highest = fresh > highest ? fresh : highest;
        }
        continue;
      }
      uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
      modbus_set_socket(peer, socket);
      int length = modbus_receive(peer, query);
      if (length > 0 && touches_missing(query, header)) {
        modbus_reply_exception(peer, query, MODBUS_EXCEPTION_ILLEGAL_DATA_ADDRESS);
      } else if (length > 0) {
        modbus_reply(peer, query, length, held);
      } else if (length < 0) {
        close(socket);
        FD_CLR(socket, &all);
      }
    }
  }
}
