import Inference
import Signal
import Vocabulary

/// Where each channel of a signal chain has its place in the order of a model that takes all of them at once.
struct MontageRows {
  /// By channel of the chain.
  private var rows = PerChannel<UInt8>(repeating: 0)

  /// Finds the channels by their names; of a model of one channel, nothing.
  ///
  /// - Parameters:
  ///   - design: The signal chain.
  ///   - model: The model.
  ///   - section: Its section, checked.
  /// - Throws: `RuntimeFault.montage` if a channel has no place, or a place no channel where the model refuses that.
  init(
    _ design: borrowing SignalDesign, _ model: ModelInformation, section: Span<UInt8>
  ) throws(RuntimeFault) {
    guard let montage = model.montage else { return }
    let count = Int(design.channelCount)
    guard montage.missing == .zero || count == Int(model.inputChannels) else { throw .montage }
    for channel in 0..<count {
      guard let row = model.row(of: design.names[channel], in: section) else { throw .montage }
      rows[channel] = UInt8(row)
      for earlier in 0..<channel where rows[earlier] == rows[channel] { throw .montage }
    }
  }

  /// The place of a channel.
  subscript(channel: Int) -> Int { Int(rows[channel]) }
}
