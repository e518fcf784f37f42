import Foundation
import ModelCompiler
import TestSupport
import Vocabulary

/// A network, an input and what LiteRT's reference kernels make of it, written by `Tools/check/litert_parity.py
/// --write-fixtures`.
struct Fixture {
  /// Stands before the evidence in a file of expected values.
  private static let evidenceIndex: UInt32 = .max
  static let folder = SharedData.repository.appending(path: "Tests/InferenceTests/Fixtures")
  static let seeds = Array(0..<48)
  /// Of networks with int8 and with int16 activations.
  static let names = seeds.map { "network\($0)" } + seeds.map { "wide\($0)" }

  let network: [UInt8]
  /// The bytes of its values.
  let input: [Int8]
  /// By index in the `.tflite`: the bytes of the tensor's values.
  var expected: [Int: [Int8]] = [:]
  /// The last layer's sum, where the network ends in one.
  var evidence: Int32?

  init(seed: Int) throws { try self.init("network\(seed)") }

  init(_ name: String) throws {
    network = try Fixture.bytes("\(name).tflite")
    input = try Fixture.bytes("\(name).input").map { Int8(bitPattern: $0) }
    let records = try Fixture.bytes("\(name).expected")
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
