#if hasFeature(Embedded)
  import Vocabulary
  import Bundle
  import CLinux

  /// A GPIO chip found by its label: chip numbers change from kernel to kernel.
  @safe
  struct GPIOChip: ~Copyable {
    /// Chips looked at.
    private static let limit: UInt8 = 32

    private let chip: OpaquePointer

    /// Finds a chip.
    ///
    /// - Parameter label: Its label.
    /// - Throws: `SystemFault`: ENODEV if no chip has the label.
    init(label: KernelName) throws(SystemFault) {
      for number in 0..<Self.limit {
        guard let chip = unsafe Self.open(number) else { continue }
        if unsafe Self.hasLabel(label, chip) {
          unsafe self.chip = chip
          return
        }
        unsafe gpiod_chip_close(chip)
      }
      throw SystemFault(.findChip, label, code: ENODEV)
    }

    deinit {
      // Lines that were requested stay requested.
      unsafe gpiod_chip_close(chip)
    }

    /// Requests one line.
    ///
    /// - Parameters:
    ///   - name: The line's name.
    ///   - configure: Sets the line up.
    /// - Returns: The request, and the line's offset on the chip.
    /// - Throws: `SystemFault`: ENOENT if no line has the name.
    @unsafe
    func request(
      _ name: KernelName, _ configure: (OpaquePointer) -> Void
    ) throws(SystemFault) -> (request: OpaquePointer, offset: UInt32) {
      let chip = unsafe self.chip
      // libgpiod reads the name, which ends in zero, during the call.
      let found = unsafe name.bytes.span.withUnsafeBytes { bytes in
        unsafe bytes.baseAddress.map {
          unsafe gpiod_chip_get_line_offset_from_name(chip, $0.assumingMemoryBound(to: CChar.self))
        } ?? -1
      }
      guard found >= 0 else { throw SystemFault(.findLine, name, code: ENOENT) }
      var offset = UInt32(found)
      guard let settings = unsafe gpiod_line_settings_new(), let lines = unsafe gpiod_line_config_new(),
        let options = unsafe gpiod_request_config_new()
      else { throw SystemFault(.requestLine, name, code: ENOMEM) }
      unsafe configure(settings)
      unsafe gpiod_request_config_set_event_buffer_size(options, 1024)
      unsafe Self.sign(options)
      guard unsafe gpiod_line_config_add_line_settings(lines, &offset, 1, settings) == 0,
        let request = unsafe gpiod_chip_request_lines(chip, options, lines)
      else { throw SystemFault(.requestLine, name, code: linux_error()) }
      return unsafe (request, offset)
    }

    /// Says who holds the line, for everybody who looks for one that is free; `prodrome setup` goes by it.
    private static func sign(_ options: OpaquePointer) {
      // libgpiod copies the name, which ends in zero.
      let name: StaticString = "prodromed"
      unsafe UnsafeRawPointer(name.utf8Start).withMemoryRebound(to: CChar.self, capacity: name.utf8CodeUnitCount + 1) {
        unsafe gpiod_request_config_set_consumer(options, $0)
      }
    }

    private static func open(_ number: UInt8) -> OpaquePointer? {
      // "/dev/gpiochip00"
      var path: InlineArray<16, CChar> = [
        0x2F, 0x64, 0x65, 0x76, 0x2F, 0x67, 0x70, 0x69, 0x6F, 0x63, 0x68, 0x69, 0x70, 0, 0, 0,
      ]
      if number >= 10 { path[13] = CChar(0x30 + number / 10) }
      path[number >= 10 ? 14 : 13] = CChar(0x30 + number % 10)
      // libgpiod reads the path, which ends in zero, during the call.
      return unsafe path.span.withUnsafeBufferPointer { buffer in
        unsafe buffer.baseAddress.flatMap { unsafe gpiod_chip_open($0) }
      }
    }

    private static func hasLabel(_ label: KernelName, _ chip: OpaquePointer) -> Bool {
      guard let information = unsafe gpiod_chip_get_info(chip) else { return false }
      defer { unsafe gpiod_chip_info_free(information) }
      guard let found = unsafe gpiod_chip_info_get_label(information) else { return false }
      // Both end in zero; the comparison ends with the first that does.
      for index in 0..<32 {
        let byte = unsafe UInt8(bitPattern: found[index])
        guard byte == label.bytes[index] else { return false }
        if byte == 0 { return true }
      }
      return false
    }
  }
#endif
