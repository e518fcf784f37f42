import ArgumentParser
import Foundation
import Replay
import Signal

extension BoardFeed {
  /// Writes what a command was asked for, and says how many frames there are.
  ///
  /// - Parameters:
  ///   - wire: Where the frames go as they come over SPI, if anywhere.
  ///   - frames: Where the file of frames goes, if anywhere.
  ///   - design: The signal chain of the board's own inputs.
  /// - Throws: `ExitCode` 74 after the reason went to standard error.
  func write(wire: String?, frames: String?, design: SignalDesign) throws {
    do {
      if let wire { try Data(wireBytes).write(to: URL(fileURLWithPath: wire)) }
      if let frames { try writeFrames(to: URL(fileURLWithPath: frames), design: design) }
    } catch {
      Console.note("Error: \(error)")
      throw ExitCode(74)
    }
    Console.note("\(self.frames.count) frames")
  }
}
