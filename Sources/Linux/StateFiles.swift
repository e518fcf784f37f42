import CLinux
import EventLog
import Supervisor
import Vocabulary

/// The board's state as files of the log's folder, two for each part, such as `person-0` and `person-1`.
public struct StateFiles: StateStorage, ~Copyable {
  private let folder: SegmentFolder.Place

  /// Takes a folder that someone else keeps open.
  public init(_ folder: SegmentFolder.Place) {
    self.folder = folder
  }

  /// The file of the person's history.
  static let historyName: StaticString = "history"

  private static func name(_ part: KeptPart, _ copy: Int) -> StaticString {
    switch part {
    case .alarms: copy == 0 ? "state-0" : "state-1"
    case .person: copy == 0 ? "person-0" : "person-1"
    case .level: copy == 0 ? "level-0" : "level-1"
    case .forecast: copy == 0 ? "forecast-0" : "forecast-1"
    case .seal: copy == 0 ? "seal-0" : "seal-1"
    case .history: historyName
    case .evidence: copy == 0 ? "evidence-0" : "evidence-1"
    case .doubt: "doubt"
    case .request: "request"
    case .answer: "answer"
    }
  }

  /// Reads a copy.
  public mutating func read(
    _ part: KeptPart, copy: Int, into bytes: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int? {
    // A static string ends in zero. The kernel writes within the span, during the calls.
    let file = unsafe linux_open_in_folder(folder.number, Self.name(part, copy).cString, 0)
    guard file >= 0 else {
      if linux_error() == ENOENT { return nil }
      throw StorageFault(.read, segment: 0, code: linux_error())
    }
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe linux_read_at(file, $0.baseAddress, $0.count, 0) }
    let code = linux_error()
    _ = close(file)
    guard count >= 0 else { throw StorageFault(.read, segment: 0, code: code) }
    return count
  }

  /// Writes a copy, durable on return.
  public mutating func write(_ bytes: Span<UInt8>, _ part: KeptPart, copy: Int) throws(StorageFault) {
    // Who may read the log may not read the key.
    let mode: UInt32 = part == .seal ? 0o600 : 0o640
    // A static string ends in zero. The kernel only reads the span's bytes, during the calls.
    let file = unsafe linux_open_in_folder(folder.number, Self.name(part, copy).cString, mode)
    guard file >= 0 else { throw StorageFault(.write, segment: 0, code: linux_error()) }
    let count = unsafe bytes.withUnsafeBytes { unsafe linux_write_at(file, $0.baseAddress, $0.count, 0) }
    let isDurable = count == bytes.count && fsync(file) == 0 && fsync(folder.number) == 0
    let code = linux_error()
    _ = close(file)
    guard isDurable else { throw StorageFault(.write, segment: 0, code: code) }
  }

  /// Takes a copy away; one that is not there is none the less gone.
  public mutating func remove(_ part: KeptPart, copy: Int) throws(StorageFault) {
    // A static string ends in zero.
    let result = unsafe linux_remove_from_folder(folder.number, Self.name(part, copy).cString)
    guard result == 0 || linux_error() == ENOENT else {
      throw StorageFault(.remove, segment: 0, code: linux_error())
    }
    guard result == 0 else { return }
    guard fsync(folder.number) == 0 else { throw StorageFault(.remove, segment: 0, code: linux_error()) }
  }
}

extension StaticString {
  /// The text for C.
  var cString: UnsafePointer<CChar> {
    unsafe UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
