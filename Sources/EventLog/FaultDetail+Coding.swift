import Vocabulary

/// In a record: its kind u8, then what the case carries in the order of its declaration, little-endian; a subject is 32
/// bytes.
extension FaultDetail {
  /// Appends the detail.
  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(kind)
    switch self {
    case .none, .lateFrames, .keptState: break
    case .framesLost(let count): sink.append(littleEndian: count)
    case .channels(let mask), .testSignal(let mask): sink.append(littleEndian: mask.rawValue)
    case .settings(let problem, let number): Self.append(problem.rawValue, number, to: &sink)
    case .identity(let chip, let found):
      sink.append(chip)
      sink.append(found)
    case .register(let chip, let address, let expected, let found):
      sink.append(chip)
      sink.append(address)
      sink.append(expected)
      sink.append(found)
    case .noEdges(let select), .brokenFrames(let select), .rate(let select): sink.append(select)
    case .standstill(let hops): sink.append(hops)
    case .silence(let milliseconds), .storageStalled(let milliseconds), .slept(let milliseconds):
      sink.append(littleEndian: milliseconds)
    case .system(let operation, let subject, let code):
      sink.append(operation.rawValue)
      sink.append(contentsOf: subject.bytes.span)
      sink.append(littleEndian: code)
    case .storage(let operation, let segment, let code):
      Self.append(operation.rawValue, segment, to: &sink)
      sink.append(littleEndian: code)
    case .log(let problem): sink.append(problem.rawValue)
    case .recordsRefused(let count): sink.append(littleEndian: count)
    case .bundle(let problem, let number): Self.append(problem.rawValue, number, to: &sink)
    case .button(let problem): sink.append(problem.rawValue)
    case .keptPart(let part): sink.append(part.rawValue)
    }
  }

  private static func append<Sink: ByteSink & ~Copyable>(_ byte: UInt8, _ number: UInt32, to sink: inout Sink) {
    sink.append(byte)
    sink.append(littleEndian: number)
  }

  /// Reads a detail.
  init(_ reader: inout BodyReader, from bytes: Span<UInt8>) throws(BodyFault) {
    let kind = try reader.read(UInt8.self, from: bytes)
    switch kind {
    case 0: self = .none
    case 1: self = .framesLost(try reader.read(UInt64.self, from: bytes))
    case 2: self = .channels(ChannelMask(rawValue: try reader.read(UInt32.self, from: bytes)))
    case 3: self = .settings(try Self.problem(&reader, bytes), try reader.read(UInt32.self, from: bytes))
    case 4: self = .identity(chip: try Self.byte(&reader, bytes), found: try Self.byte(&reader, bytes))
    case 5:
      self = .register(
        chip: try Self.byte(&reader, bytes), address: try Self.byte(&reader, bytes),
        expected: try Self.byte(&reader, bytes), found: try Self.byte(&reader, bytes))
    case 6: self = .noEdges(select: try Self.byte(&reader, bytes))
    case 7: self = .brokenFrames(select: try Self.byte(&reader, bytes))
    case 8: self = .lateFrames
    case 9: self = .silence(milliseconds: try reader.read(UInt32.self, from: bytes))
    case 10:
      self = .system(
        try Self.problem(&reader, bytes), subject: try Self.subject(&reader, bytes),
        code: try reader.read(Int32.self, from: bytes))
    case 11:
      self = .storage(
        try Self.problem(&reader, bytes), segment: try reader.read(UInt32.self, from: bytes),
        code: try reader.read(Int32.self, from: bytes))
    case 12: self = .log(try Self.problem(&reader, bytes))
    case 13: self = .storageStalled(milliseconds: try reader.read(UInt32.self, from: bytes))
    case 14: self = .recordsRefused(try reader.read(UInt32.self, from: bytes))
    case 15: self = .bundle(try Self.problem(&reader, bytes), try reader.read(UInt32.self, from: bytes))
    case 16: self = .button(try Self.problem(&reader, bytes))
    case 17: self = .keptState
    case 18: self = .keptPart(try Self.problem(&reader, bytes))
    case 19: self = .slept(milliseconds: try reader.read(UInt32.self, from: bytes))
    case 20: self = .rate(select: try Self.byte(&reader, bytes))
    case 21: self = .standstill(hops: try Self.byte(&reader, bytes))
    case 22: self = .testSignal(inputs: ChannelMask(rawValue: try reader.read(UInt32.self, from: bytes)))
    default: throw reader.fault(width: 1, found: UInt64(kind))
    }
  }

  private static func byte(_ reader: inout BodyReader, _ bytes: Span<UInt8>) throws(BodyFault) -> UInt8 {
    try reader.read(UInt8.self, from: bytes)
  }

  /// A byte that stands for a case of an enumeration.
  private static func problem<Problem: RawRepresentable<UInt8>>(
    _ reader: inout BodyReader, _ bytes: Span<UInt8>
  ) throws(BodyFault) -> Problem {
    let number = try byte(&reader, bytes)
    guard let problem = Problem(rawValue: number) else { throw reader.fault(width: 1, found: UInt64(number)) }
    return problem
  }

  private static func subject(
    _ reader: inout BodyReader, _ bytes: Span<UInt8>
  ) throws(BodyFault) -> FixedText<32> {
    var text = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 { text[index] = try byte(&reader, bytes) }
    guard let subject = FixedText<32>(ascii: text.span) else { throw reader.fault(width: 32, found: UInt64(text[0])) }
    return subject
  }
}
