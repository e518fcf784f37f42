import Vocabulary

/// A start of the device: what it runs on, which bundle, and what it found in its log.
///
/// Body, version 1: version u8, program version 3 x u16, boot number u64, bundle digest 32 bytes, machine and kernels
/// 16 bytes each, capabilities u32, log bytes discarded u32.
public struct BootBody: RecordBody, Sendable {
  public static var recordKind: RecordKind { .boot }

  /// The program's version: major.
  public var versionMajor: UInt16
  /// The program's version: minor.
  public var versionMinor: UInt16
  /// The program's version: patch.
  public var versionPatch: UInt16
  /// How many times the device has started on this log, from 1: `LogWriter.nextBoot`.
  public var bootNumber: UInt64
  /// Digest of the bundle in use.
  public var bundle: Digest
  /// The processor's architecture, such as `aarch64`.
  public var machine: ChannelName
  /// The inference kernels chosen, such as `reference` or `dotprod`.
  public var kernels: ChannelName
  /// What the platform grants the program.
  public var capabilities: Capabilities
  /// Bytes of an unfinished record that recovery took away: `LogWriter.recovery.bytesDiscarded`.
  public var logBytesDiscarded: UInt32

  /// Creates a boot record.
  public init(
    versionMajor: UInt16, versionMinor: UInt16, versionPatch: UInt16, bootNumber: UInt64, bundle: Digest,
    machine: ChannelName, kernels: ChannelName, capabilities: Capabilities, logBytesDiscarded: UInt32
  ) {
    self.versionMajor = versionMajor
    self.versionMinor = versionMinor
    self.versionPatch = versionPatch
    self.bootNumber = bootNumber
    self.bundle = bundle
    self.machine = machine
    self.kernels = kernels
    self.capabilities = capabilities
    self.logBytesDiscarded = logBytesDiscarded
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(littleEndian: versionMajor)
    sink.append(littleEndian: versionMinor)
    sink.append(littleEndian: versionPatch)
    sink.append(littleEndian: bootNumber)
    sink.append(contentsOf: bundle.bytes.span)
    sink.append(machine)
    sink.append(kernels)
    sink.append(littleEndian: capabilities.rawValue)
    sink.append(littleEndian: logBytesDiscarded)
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    versionMajor = try reader.read(UInt16.self, from: bytes)
    versionMinor = try reader.read(UInt16.self, from: bytes)
    versionPatch = try reader.read(UInt16.self, from: bytes)
    bootNumber = try reader.read(UInt64.self, from: bytes)
    bundle = try reader.readDigest(from: bytes)
    machine = try reader.readName(from: bytes)
    kernels = try reader.readName(from: bytes)
    capabilities = Capabilities(rawValue: try reader.read(UInt32.self, from: bytes))
    logBytesDiscarded = try reader.read(UInt32.self, from: bytes)
    try reader.finish(bytes)
  }
}
