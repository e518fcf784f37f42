import ADS1299

extension SimulatedChip {
  /// The chip select goes low.
  func select() {
    phase = .command
    sentUnasked = 0
  }

  /// Takes a byte and gives one.
  ///
  /// - Parameters:
  ///   - byte: What the chip receives.
  ///   - time: When its last bit is there.
  ///   - byteNanoseconds: How long the byte took.
  /// - Returns: What it sends meanwhile, or nil if its output means nothing.
  func exchange(_ byte: UInt8, at time: Double, byteNanoseconds: Double) -> UInt8? {
    switch phase {
    case .command:
      let sent = nextUnaskedByte(at: time)
      take(command: byte, at: time, byteNanoseconds: byteNanoseconds)
      return sent
    case .registerCount(let first, let isWrite):
      let left = Int(byte & 0x1F) + 1
      phase = isWrite ? .writingRegisters(next: first, left: left) : .readingRegisters(next: first, left: left)
      return nil
    case .readingRegisters(let next, let left):
      guard left > 0 else { return nil }
      phase = .readingRegisters(next: next + 1, left: left - 1)
      return readRegister(next)
    case .writingRegisters(let next, let left):
      guard left > 0 else { return nil }
      writeRegister(next, byte)
      phase = .writingRegisters(next: next + 1, left: left - 1)
      return nil
    case .sendingFrame(let bytes, let next):
      phase = .sendingFrame(bytes: bytes, next: next + 1)
      return frameByte(bytes, next)
    }
  }

  /// In continuous mode the latest frame goes out whatever comes in, even if a newer one takes its place meanwhile.
  private func nextUnaskedByte(at time: Double) -> UInt8? {
    guard isContinuous && time >= readyAt else { return nil }
    if time - latchedAt < nanoseconds(clocks: 4) { violations.append("read within 4 clocks of data ready") }
    lastSentConversion = frameConversion
    defer { sentUnasked += 1 }
    return frameByte(frame, sentUnasked)
  }

  /// A byte of a frame; behind its end it begins again, or the daisy chain's next chip follows.
  private func frameByte(_ bytes: [UInt8], _ index: Int) -> UInt8 {
    if index < bytes.count { return bytes[index] }
    if registers[.configuration1] & 0x40 != 0 { return bytes[index % bytes.count] }
    return daisyInput.map { $0.frameByte($0.frame, index - bytes.count) } ?? 0
  }

  private func take(command byte: UInt8, at time: Double, byteNanoseconds: Double) {
    guard byte != 0 else { return }
    let name = "command \(String(byte, radix: 16))"
    guard time >= readyAt else { return violations.append("\(name) before the chip is ready") }
    guard byteNanoseconds >= nanoseconds(clocks: 4) * 0.999 else { return violations.append("\(name) too fast") }
    if isContinuous && byte != Command.stopReadDataContinuously.rawValue {
      return violations.append("\(name) while sending continuously")
    }
    switch byte {
    case 0x20...0x3F: phase = .registerCount(first: Int(byte & 0x1F), isWrite: false)
    case 0x40...0x5F: phase = .registerCount(first: Int(byte & 0x1F), isWrite: true)
    default: obey(Command(rawValue: byte), at: time, name: name)
    }
  }

  private func obey(_ command: Command?, at time: Double, name: String) {
    switch command {
    case .reset: reset(at: time)
    case .start:
      isStartedByCommand = true
      updateConverting(at: time)
    case .stop:
      isStartedByCommand = false
      updateConverting(at: time)
    case .readDataContinuously: isContinuous = true
    case .stopReadDataContinuously: isContinuous = false
    case .readData:
      lastSentConversion = frameConversion
      phase = .sendingFrame(bytes: frame, next: 0)
    case .wakeUp, .standby: break
    default: violations.append("\(name) is none")
    }
  }

  private func readRegister(_ address: Int) -> UInt8 {
    guard address < Register.count else { return 0 }
    if address == Register.identity.rawValue && isIdentityDead { return 0 }
    return registers.bytes[address]
  }

  private func writeRegister(_ address: Int, _ value: UInt8) {
    if convertingSince != nil { violations.append("register \(address) written while converting") }
    guard address < Register.count && address != Register.identity.rawValue else { return }
    registers.bytes[address] = value
  }
}
