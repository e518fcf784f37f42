import Foundation
import ModelCompiler
import TestSupport
import Vocabulary

/// A network, an input and what LiteRT's reference kernels make of it, written by `Tools/check/litert_parity.py --write-fixtures`.
struct Fixture {
  /// Stands before the evidence in a file of expected values.
  private static let evidenceIndex: UInt32 = .max
  static let folder = SharedData.repository.appending(path: "Tests/InferenceTests/Fixtures")
  static let seeds = Array(0..<48)

  let network: [UInt8]
  let input: [Int8]
  /// By index in the `.tflite`: the tensor's values.
  var expected: [Int: [Int8]] = [:]
  /// The last layer's sum, where the network ends in one.
  var evidence: Int32?

  init(seed: Int) throws {
    network = try Fixture.bytes("network\(seed).tflite")
    input = try Fixture.bytes("network\(seed).input").map { Int8(bitPattern: $0) }
    let records = try Fixture.bytes("network\(seed).expected")
    var place = 0
    while place < records.count {
      let index = try records.span.littleEndian(UInt32.self, at: place)
      let count = Int(try records.span.littleEndian(UInt32.self, at: place + 4))
      if index == Fixture.evidenceIndex {
        evidence = try records.span.littleEndian(Int32.self, at: place + 8)
      } else {
        expected[Int(index)] = records[(place + 8)..<(place + 8 + count)].map { Int8(bitPattern: $0) }
      }
      place += 8 + count
    }
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }
}
