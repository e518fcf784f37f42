import Inference

/// The element type of a tensor, by its number in TensorFlow Lite's schema.
struct TensorType: RawRepresentable, Equatable, CustomStringConvertible {
  let rawValue: Int8

  static let float32 = TensorType(rawValue: 0)
  static let int32 = TensorType(rawValue: 2)
  static let uint8 = TensorType(rawValue: 3)
  static let int64 = TensorType(rawValue: 4)
  static let int16 = TensorType(rawValue: 7)
  static let int8 = TensorType(rawValue: 9)

  private static let names: [Int8: String] = [
    0: "FLOAT32", 1: "FLOAT16", 2: "INT32", 3: "UINT8", 4: "INT64", 5: "STRING", 6: "BOOL", 7: "INT16", 9: "INT8",
    10: "FLOAT64", 15: "UINT32", 16: "UINT16", 17: "INT4",
  ]

  /// What its elements are on the device, if it has such.
  var elements: ElementType? {
    switch self {
    case .int8: .int8
    case .int16: .int16
    default: nil
    }
  }

  /// The schema's name.
  var description: String { TensorType.names[rawValue] ?? "type \(rawValue)" }
}
