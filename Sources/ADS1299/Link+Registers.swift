extension Link where Bus: ~Copyable, Pins: ~Copyable, Clock: ~Copyable {
  /// Reads registers of one chip; their values follow in `receive` from its third byte on.
  mutating func readRegisters(select: Int, from first: Register, count: Int) throws(ADS1299Fault) {
    clearTransmit()
    transmit[0] = Command.readRegisters.rawValue | first.rawValue
    transmit[1] = UInt8(count - 1)
    try exchange(select: select, count: 2 + count)
    wait(clocks: Timing.commandByteClocks)
  }

  /// Writes registers of one chip from its image.
  mutating func writeRegisters(select: Int, from first: Register, through last: Register) throws(ADS1299Fault) {
    clearTransmit()
    let count = Int(last.rawValue - first.rawValue) + 1
    transmit[0] = Command.writeRegisters.rawValue | first.rawValue
    transmit[1] = UInt8(count - 1)
    for index in 0..<count { transmit[2 + index] = registers[select].bytes[Int(first.rawValue) + index] }
    try exchange(select: select, count: 2 + count)
    wait(clocks: Timing.commandByteClocks)
  }

  /// Checks that every chip is an eight-channel ADS1299.
  mutating func checkIdentity() throws(ADS1299Fault) {
    for select in 0..<settings.arrangement.selects {
      try readRegisters(select: select, from: .identity, count: 1)
      let bits = RegisterImage.comparedBits(Int(Register.identity.rawValue))
      guard receive[2] & bits == RegisterImage.afterReset[.identity] & bits else {
        throw .identity(chip: UInt8(select), found: receive[2])
      }
    }
  }

  /// Reads every register back and compares it with what was written.
  mutating func checkRegisters() throws(ADS1299Fault) {
    for select in 0..<settings.arrangement.selects {
      try readRegisters(select: select, from: .identity, count: Register.count)
      for address in 0..<Register.count {
        let expected = registers[select].bytes[address]
        let found = receive[2 + address]
        guard (expected ^ found) & RegisterImage.comparedBits(address) == 0 else {
          throw .register(chip: UInt8(select), address: UInt8(address), expected: expected, found: found)
        }
      }
    }
  }

  /// Writes all settings, the reference first so that it settles, and reads them back.
  mutating func configure(_ newSettings: borrowing ADS1299Settings) throws(ADS1299Fault) {
    do throws(SettingsFault) { try newSettings.validate(serialHertz: bus.clockHertz) } catch { throw .settings(error) }
    settings = copy newSettings
    for select in 0..<settings.arrangement.selects {
      registers[select] = settings.registers(chip: select)
      try writeRegisters(select: select, from: .configuration3, through: .configuration3)
    }
    if settings.reference == .internal { wait(nanoseconds: Timing.referenceNanoseconds) }
    for select in 0..<settings.arrangement.selects {
      try writeRegisters(select: select, from: .configuration1, through: .leadOffFlip)
      try writeRegisters(select: select, from: .generalPurposePins, through: .configuration4)
    }
    try checkRegisters()
  }

  private mutating func clearTransmit() {
    for index in transmit.indices { transmit[index] = 0 }
  }
}
