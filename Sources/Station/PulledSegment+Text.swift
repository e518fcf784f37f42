extension PulledSegment {
  /// One line for people.
  public var text: String {
    switch outcome {
    case .known: "\(name): here already"
    case .closed: "\(name): fetched to its end, \(fetchedBytes) bytes"
    case .open: "\(name): fetched as far as it is written, \(fetchedBytes) bytes"
    case .gone: "\(name): the board dropped it meanwhile"
    case .damaged: "\(name): damaged on the board"
    case .differs(let earlier): "\(name): differs from what was fetched earlier, which is kept as \(earlier)"
    }
  }

  /// One line of JSON of type `segment`.
  public var json: JSONObject {
    var object = JSONObject(type: "segment")
    object.set("file", name)
    object.set("outcome", key)
    object.set("fetched_bytes", fetchedBytes)
    if case .differs(let earlier) = outcome { object.set("earlier", earlier) }
    return object
  }

  private var key: String {
    switch outcome {
    case .known: "known"
    case .closed: "closed"
    case .open: "open"
    case .gone: "gone"
    case .damaged: "damaged"
    case .differs: "differs"
    }
  }
}
