import Vocabulary

extension FixedText {
  /// Whether the text is the path of a device: `/dev/` and at least one character.
  public var isDevicePath: Bool { begins(with: KernelName("/dev/")) && count > 5 }

  /// Whether the text can be a GPIO chip's label: not empty, no path, and not `gpiochip` with a number, which changes
  /// from kernel to kernel.
  public var isChipLabel: Bool {
    guard count > 0 && !begins(with: KernelName("/")) else { return false }
    let numbered = KernelName("gpiochip")
    guard begins(with: numbered) && count > numbered.count else { return true }
    for index in numbered.count..<count where bytes[index] < 0x30 || bytes[index] > 0x39 { return true }
    return false
  }

  private func begins(with text: KernelName) -> Bool {
    guard text.count <= count else { return false }
    for index in 0..<text.count where bytes[index] != text.bytes[index] { return false }
    return true
  }
}
