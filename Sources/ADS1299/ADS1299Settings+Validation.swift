extension ADS1299Settings {
  /// Checks what the chip and the bus can do.
  ///
  /// - Parameter serialHertz: The serial clock's frequency.
  /// - Throws: `SettingsFault` for the first thing that cannot be.
  public func validate(serialHertz: UInt32) throws(SettingsFault) {
    guard serialHertz > 0 && serialHertz <= Timing.fastestSerialHertz else { throw .serialClock(hertz: serialHertz) }
    let transferNanoseconds = transferNanoseconds(serialHertz: serialHertz) * Int64(arrangement.selects)
    guard transferNanoseconds <= rate.periodNanoseconds * 3 / 8 else {
      throw .rateTooHigh(hertz: rate.hertz, serialHertz: serialHertz)
    }
    let microvolts = reference.microvolts
    guard microvolts >= 1_000_000 && microvolts <= 5_000_000 else { throw .reference(microvolts: microvolts) }
    let mostRepeated = arrangement == .daisyChain ? 0 : ADS1299Settings.frameBytes
    guard repeatedBytes <= mostRepeated else { throw .repeatedBytes(repeatedBytes) }
    for input in 0..<arrangement.inputs { try validate(input: input) }
  }

  /// The time that fetching a frame from one chip select takes on the wire.
  func transferNanoseconds(serialHertz: UInt32) -> Int64 {
    Int64(transferBytes) * 8 * 1_000_000_000 / Int64(serialHertz)
  }

  private func validate(input: Int) throws(SettingsFault) {
    let settings = inputs[input]
    let watched = settings.leadOffPositive || settings.leadOffNegative
    guard !watched || leadOff != nil else { throw .leadOffMissing(input: UInt8(input)) }
    guard settings.source != .testSignal || testSignal != nil else { throw .testSignalMissing(input: UInt8(input)) }
    guard arrangement != .daisyChain || input < 8 || settings == inputs[input - 8] else {
      throw .daisyChainDiffers(input: UInt8(input))
    }
  }
}
