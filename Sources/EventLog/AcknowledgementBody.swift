import Vocabulary

/// A person acknowledged an alarm.
///
/// Body, version 1: version u8, alarm kind u8, event number u32, sample index u64.
public struct AcknowledgementBody: RecordBody, Equatable, Sendable {
  public static var recordKind: RecordKind { .acknowledgement }

  /// The alarm's kind.
  public var alarmKind: AlarmEvent.Kind
  /// The alarm's event number.
  public var eventNumber: UInt32
  /// Sample index at which it was acknowledged.
  public var sampleIndex: UInt64

  /// Creates an acknowledgement.
  public init(alarmKind: AlarmEvent.Kind, eventNumber: UInt32, sampleIndex: UInt64) {
    self.alarmKind = alarmKind
    self.eventNumber = eventNumber
    self.sampleIndex = sampleIndex
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(alarmKind.rawValue)
    sink.append(littleEndian: eventNumber)
    sink.append(littleEndian: sampleIndex)
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    let kindByte = try reader.read(UInt8.self, from: bytes)
    guard let alarmKind = AlarmEvent.Kind(rawValue: kindByte) else {
      throw reader.fault(width: 1, found: UInt64(kindByte))
    }
    self.alarmKind = alarmKind
    eventNumber = try reader.read(UInt32.self, from: bytes)
    sampleIndex = try reader.read(UInt64.self, from: bytes)
    try reader.finish(bytes)
  }
}
