import Text

extension PulledSegment {
  /// One line for people.
  public var text: String {
    switch outcome {
    case .known: "\(name): here already"
    case .closed: "\(name): fetched to its end, \(fetchedBytes) bytes"
    case .open: "\(name): still written to; fetched what is there, \(fetchedBytes) bytes"
    case .gone: "\(name): the board dropped it meanwhile"
    case .damaged: "\(name): damaged on the board; kept byte for byte"
    case .damagedThere: "\(name): damaged on the board; with what was fetched earlier it is whole here"
    case .unsteady: "\(name): came damaged, and differently each time it was read"
    case .repaired(let earlier): "\(name): the copy here was damaged; fetched again, the damaged one kept as \(earlier)"
    case .differs(let earlier): "\(name): differs from what was fetched earlier, which is kept as \(earlier)"
    }
  }

  /// One line of JSON of type `segment`.
  public var json: JSONObject {
    var object = JSONObject(type: "segment")
    object.set("file", name)
    object.set("outcome", key)
    object.set("fetched_bytes", fetchedBytes)
    object.set("earlier", earlier)
    return object
  }

  /// The name under which an earlier copy is kept.
  private var earlier: String? {
    switch outcome {
    case .repaired(let earlier), .differs(let earlier): earlier
    case .known, .closed, .open, .gone, .damaged, .damagedThere, .unsteady: nil
    }
  }

  private var key: String {
    switch outcome {
    case .known: "known"
    case .closed: "closed"
    case .open: "open"
    case .gone: "gone"
    case .damaged: "damaged"
    case .damagedThere: "damaged_there"
    case .unsteady: "unsteady"
    case .repaired: "repaired"
    case .differs: "differs"
    }
  }
}
