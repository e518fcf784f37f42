import Bundle
import Testing
import Vocabulary

@Suite struct BoardSectionTests {
  private func decoded(_ board: BoardSection) throws(BundleFault) -> BoardSection {
    try BoardSection(bytes: TestBundle.encoded(board).span, version: BoardSection.version)
  }

  private func expect(
    _ field: BundleField, at offset: Int, _ change: (inout BoardSection) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var board = TestBundle.board()
    change(&board)
    #expect(throws: BundleFault.field(field, offset: offset), sourceLocation: sourceLocation) { try decoded(board) }
  }

  @Test func comesBackAsItWasWritten() throws {
    let board = try decoded(TestBundle.board())
    #expect(TestBundle.encoded(board) == TestBundle.encoded(TestBundle.board()))
    #expect(board.identity == FixedText("test"))
    #expect(board.labels[0] == ChannelName("F7-T7"))
    #expect(board.lineCount == 2)
    #expect(board.watchdogSeconds == 15)
  }

  @Test func isRefusedCutAtAnyByteAndWithOneMore() {
    let bytes = TestBundle.encoded(TestBundle.board())
    for count in bytes.indices {
      #expect(throws: BundleFault.self, "cut at \(count)") {
        try BoardSection(bytes: Array(bytes.prefix(count)).span, version: BoardSection.version)
      }
    }
    #expect(throws: BundleFault.sectionEnd(.board, offset: bytes.count)) {
      try BoardSection(bytes: (bytes + [0]).span, version: BoardSection.version)
    }
  }

  @Test func refusesTextsThatAreEmpty() {
    expect(.identity, at: 0) { $0.identity = BoardIdentity() }
    expect(.processor, at: 16) { $0.processor = KernelName() }
    expect(.spiDevice, at: 49) { $0.spiDevice = KernelName() }
  }

  @Test func refusesTextsThatAreNotZeroPaddedASCII() {
    for (offset, byte) in [(0, 0x0A), (4, 0x80), (15, 0x41), (6, 0x41)] as [(Int, UInt8)] {
      var bytes = TestBundle.encoded(TestBundle.board())
      bytes[offset] = byte
      #expect(throws: BundleFault.field(.identity, offset: 0)) {
        try BoardSection(bytes: bytes.span, version: BoardSection.version)
      }
    }
  }

  @Test func refusesNumbersThatStandForNothing() {
    for (offset, value, field) in [
      (48, 0, .evidence), (48, 4, .evidence), (118, 0, .frontEnd), (118, 2, .frontEnd), (119, 0, .arrangement),
      (119, 4, .arrangement), (200, 16, .lineRole), (200, 0, .lineRole), (201, 3, .linePolarity),
      (202, 3, .lineFailSafe),
    ] as [(Int, UInt8, BundleField)] {
      var bytes = TestBundle.encoded(TestBundle.board())
      bytes[offset] = value
      #expect(throws: BundleFault.field(field, offset: offset)) {
        try BoardSection(bytes: bytes.span, version: BoardSection.version)
      }
    }
  }

  @Test func refusesAnSPIModeThatTheChipDoesNotSpeak() {
    expect(.spiMode, at: 113) { $0.spiMode = 0 }
  }

  @Test func refusesAClockThatDoesNotCarryTheRate() throws {
    // A command, 216 bits and the first 8 again, 1000 times a second in three eighths of the time.
    var board = TestBundle.board()
    board.frontEnd.registers[0][0x01] = 0xD4
    board.spiHertz = 618_667
    _ = try decoded(board)
    expect(.spiSpeed, at: 114) { changed in
      changed = board
      changed.spiHertz = 618_666
    }
    expect(.spiSpeed, at: 114) { $0.spiHertz = 4_000_001 }
  }

  @Test func refusesInputsThatTheChipDoesNotHave() {
    expect(.inputCount, at: 120) { $0.frontEnd.inputCount = 0 }
    expect(.inputCount, at: 120) { $0.frontEnd.inputCount = 9 }
  }

  @Test func refusesAReferenceOutsideItsRange() {
    expect(.reference, at: 121) { $0.frontEnd.referenceMicrovolts = 1_999_999 }
    expect(.reference, at: 121) { $0.frontEnd.referenceMicrovolts = 5_000_001 }
  }

  @Test(
    arguments: [
      (0x00, 0x1C), (0x01, 0xD7), (0x01, 0x56), (0x01, 0x96), (0x02, 0xD4), (0x03, 0x80), (0x04, 0x10), (0x05, 0x70),
      (0x05, 0x61), (0x05, 0xE0), (0x05, 0x68), (0x06, 0x60), (0x09, 0x80), (0x0D, 0x02), (0x0E, 0x02), (0x0F, 0x02),
      (0x10, 0x80), (0x11, 0x02), (0x12, 0x01), (0x13, 0x01), (0x14, 0x00), (0x15, 0x21), (0x16, 0x01), (0x17, 0x08),
    ] as [(Int, UInt8)])
  func refusesARegisterWithAValueThatNobodyStandsFor(address: Int, value: UInt8) {
    expect(.register, at: 125 + address) { $0.frontEnd.registers[0][address] = value }
  }

  @Test func refusesLabelsThatAreEmptyOrGivenTwice() {
    expect(.inputLabel, at: 149) { $0.labels[0] = ChannelName() }
    expect(.inputLabel, at: 165) {
      $0.frontEnd.inputCount = 2
      $0.frontEnd.registers[0][0x06] = 0x60
      $0.labels[1] = $0.labels[0]
    }
  }

  @Test func refusesHalfAWatchdog() throws {
    expect(.watchdog, at: 197) { $0.watchdogSeconds = 0 }
    expect(.watchdog, at: 165) { $0.watchdogDevice = KernelName() }
  }

  /// A program that hangs holds its lines at "fine": only a watchdog ends that, and within the time in which a board
  /// must call.
  @Test func refusesABoardWithoutAWatchdogThatActsInTime() throws {
    expect(.watchdog, at: 165) {
      $0.watchdogDevice = KernelName()
      $0.watchdogSeconds = 0
    }
    expect(.watchdog, at: 165) { $0.watchdogDevice = FixedText("watchdog0") }
    expect(.watchdog, at: 197) { $0.watchdogSeconds = 31 }
    expect(.watchdog, at: 197) { $0.watchdogSeconds = 1 }
    var board = TestBundle.board()
    board.watchdogSeconds = 30
    _ = try decoded(board)
  }

  @Test func saysWhatBecomesOfAReleasedLine() throws {
    for released in [BoardSection.ReleasedLines.input, .kept] {
      var board = TestBundle.board()
      board.releasedLines = released
      #expect(try decoded(board).releasedLines == released)
    }
    var bytes = TestBundle.encoded(TestBundle.board())
    for value: UInt8 in [0, 3, 255] {
      bytes[bytes.count - 1] = value
      #expect(throws: BundleFault.field(.releasedLines, offset: bytes.count - 1)) {
        try BoardSection(bytes: bytes.span, version: BoardSection.version)
      }
    }
  }

  @Test(arguments: ["/dev/gpiochip0", "gpiochip4", "/", ""]) func refusesAChipsPathOrNumberInThePlaceOfItsLabel(
    chip: String
  ) {
    var bytes = TestBundle.encoded(TestBundle.board())
    for index in 0..<32 { bytes[203 + index] = index < chip.utf8.count ? Array(chip.utf8)[index] : 0 }
    #expect(throws: BundleFault.field(.lineName, offset: 203)) {
      try BoardSection(bytes: bytes.span, version: BoardSection.version)
    }
  }

  @Test func takesALabelThatLooksLikeANumber() throws {
    for chip: KernelName in [
      FixedText("gpiochip"), FixedText("gpiochip0a"), FixedText("gpio-32-63"), FixedText("gpio3"),
    ] {
      #expect(chip.isChipLabel)
    }
  }

  @Test func refusesAnSPIDeviceThatIsNoPath() {
    expect(.spiDevice, at: 49) { $0.spiDevice = FixedText("spidev0.0") }
    expect(.spiDevice, at: 49) { $0.spiDevice = FixedText("/dev/") }
    expectOfTwoChips(.spiDevice, at: 81) { $0.secondSPIDevice = FixedText("spidev0.1") }
  }

  @Test func refusesLinesOutOfOrderOrGivenTwice() {
    let end = 200 + 3 * 67
    expect(.lineRole, at: end - 67) { $0.append(TestBundle.line(.start, "START", .inactive)) }
    expect(.lineRole, at: end - 67) { $0.append(TestBundle.line(.alarm, "ALARM2", .active)) }
    expect(.lineName, at: end - 67) { $0.append(TestBundle.line(.buzzer, "ALARM", .inactive)) }
  }

  @Test func refusesABoardWithoutAnAlarmOrDataReadyLine() {
    let bytes = TestBundle.encoded(TestBundle.board())
    let counted = 199
    for (kept, missing) in [(200..<(200 + 67), "alarm"), ((200 + 67)..<(200 + 134), "data ready")] {
      let cut = Array(bytes[..<counted]) + [1] + Array(bytes[kept])
      #expect(throws: BundleFault.field(.lineRole, offset: cut.count), "\(missing)") {
        try BoardSection(bytes: cut.span, version: BoardSection.version)
      }
    }
  }

  @Test func refusesAnAlarmThatFailsSilent() {
    for failSafe: UInt8 in [0, 1] {
      var bytes = TestBundle.encoded(TestBundle.board())
      bytes[200 + 67 + 2] = failSafe
      #expect(throws: BundleFault.field(.lineFailSafe, offset: 200 + 67 + 2)) {
        try BoardSection(bytes: bytes.span, version: BoardSection.version)
      }
    }
  }

  @Test func refusesAFailSafeStateOfAnInputAndNoneOfAnOutput() {
    let last = 200 + 2 * 67 + 2
    expect(.lineFailSafe, at: last) { $0.append(TestBundle.line(.acknowledge, "ACK", .inactive)) }
    expect(.lineFailSafe, at: last) { $0.append(TestBundle.line(.buzzer, "BUZZER", .none)) }
    expect(.lineFailSafe, at: last) { $0.append(TestBundle.line(.nurseCall, "CALL", .inactive)) }
  }

  private func expectOfTwoChips(
    _ field: BundleField, at offset: Int, _ change: (inout BoardSection) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var board = TestBundle.twoChips()
    change(&board)
    #expect(throws: BundleFault.field(field, offset: offset), sourceLocation: sourceLocation) { try decoded(board) }
  }

  @Test func twoChipsComeBackAsTheyWereWritten() throws {
    let bytes = TestBundle.encoded(TestBundle.twoChips())
    let board = try BoardSection(bytes: bytes.span, version: BoardSection.version)
    #expect(TestBundle.encoded(board) == bytes)
    #expect(board.secondSPIDevice == FixedText("/dev/spidev0.1"))
    #expect(board.frontEnd.arrangement == .separateSelects)
    #expect(board.line(.dataReady2)?.name == FixedText("DRDY2"))
    #expect(board.labels[9] == ChannelName("O2"))
    for count in bytes.indices {
      #expect(throws: BundleFault.self, "cut at \(count)") {
        try BoardSection(bytes: Array(bytes.prefix(count)).span, version: BoardSection.version)
      }
    }
  }

  @Test func refusesASecondDeviceThatDoesNotGoWithTheChips() {
    expect(.spiDevice, at: 81) { $0.secondSPIDevice = FixedText("/dev/spidev0.1") }
    expectOfTwoChips(.spiDevice, at: 81) { $0.secondSPIDevice = KernelName() }
    expectOfTwoChips(.spiDevice, at: 81) { $0.secondSPIDevice = $0.spiDevice }
  }

  @Test func refusesASecondChipWithoutInputsOrDataReadyLine() {
    expectOfTwoChips(.inputCount, at: 120) { $0.frontEnd.inputCount = 8 }
    expectOfTwoChips(.inputCount, at: 120) { $0.frontEnd.inputCount = 17 }
    let bytes = TestBundle.encoded(TestBundle.twoChips())
    let lines = bytes.count - 1 - 3 * 67
    let cut = Array(bytes[..<(lines - 1)]) + [2] + Array(bytes[lines..<(lines + 134)])
    #expect(throws: BundleFault.field(.lineRole, offset: cut.count)) {
      try BoardSection(bytes: cut.span, version: BoardSection.version)
    }
  }

  @Test func refusesLinesOfASecondChipThatIsNotThere() {
    let end = 200 + 3 * 67
    expect(.lineRole, at: end - 67) { $0.append(TestBundle.line(.dataReady2, "DRDY2", .none)) }
    expect(.lineRole, at: end - 67) { $0.append(TestBundle.line(.chipSelect2, "CS2", .inactive)) }
    var board = TestBundle.twoChips()
    board.append(TestBundle.line(.chipSelect2, "CS2", .inactive))
    #expect(throws: Never.self) { try decoded(board) }
  }

  /// Another rate, clock out, the daisy-chain bit, another reference, bias, lead-off, SRB1; an input nobody uses.
  @Test(
    arguments: [
      (0x00, 0x1C), (0x01, 0xD5), (0x01, 0xF6), (0x01, 0x96), (0x03, 0xE0), (0x03, 0x6C), (0x04, 0x20), (0x07, 0x60),
      (0x0D, 0x04), (0x14, 0x0E), (0x15, 0x20), (0x17, 0x02),
    ] as [(Int, UInt8)])
  func refusesASecondChipThatContradictsTheFirst(address: Int, value: UInt8) {
    expectOfTwoChips(.register, at: 149 + address) { $0.frontEnd.registers[1][address] = value }
  }

  @Test func twoChipsNeedTwiceTheClock() {
    expectOfTwoChips(.spiSpeed, at: 114) { $0.spiHertz = 309_333 }
    var board = TestBundle.twoChips()
    board.spiHertz = 309_334
    #expect(throws: Never.self) { try decoded(board) }
  }

  @Test func anExternalReferenceMayHaveAnyVoltageButTheChipsOwnHasOne() {
    expect(.register, at: 128) { $0.frontEnd.referenceMicrovolts = 2_500_000 }
    var board = TestBundle.board()
    board.frontEnd.referenceMicrovolts = 2_500_000
    board.frontEnd.registers[0][0x03] = 0x6C
    #expect(throws: Never.self) { try decoded(board) }
  }
}
