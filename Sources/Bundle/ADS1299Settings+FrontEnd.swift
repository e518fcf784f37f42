import ADS1299

extension ADS1299Settings {
  /// Settings that make exactly the registers that a bundle holds.
  ///
  /// - Parameter frontEnd: The board's front end.
  /// - Throws: `SettingsFault.register` for the first register that holds something else than settings can make.
  public init(_ frontEnd: borrowing FrontEnd) throws(SettingsFault) {
    var images = InlineArray<2, RegisterImage>(repeating: RegisterImage())
    for select in 0..<frontEnd.arrangement.selects { images[select].bytes = frontEnd.registers[select] }
    try self.init(
      registers: images, arrangement: frontEnd.arrangement,
      externalReferenceMicrovolts: frontEnd.referenceMicrovolts)
  }
}
