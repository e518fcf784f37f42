import Foundation
import FoundationXML
import Testing

/// What a browser would find in a page.
final class FoundMarkup: NSObject, XMLParserDelegate {
  private(set) var elements: [String] = []
  private(set) var attributes: Set<String> = []
  private(set) var identifiers: [String] = []
  private(set) var targets: [String] = []
  private(set) var figures: [String: String] = [:]
  /// What is written on the page: no style; a blank that does not break is a blank.
  private(set) var text = ""
  private var isStyle = false

  /// Parses a page; one that is not well formed is an issue of the test.
  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    elements.append(name)
    isStyle = name == "style"
    self.attributes.formUnion(attributes.keys)
    if let identifier = attributes["id"] { identifiers.append(identifier) }
    if let target = attributes["href"] { targets.append(target) }
    if let figure = attributes["data-figure"] { figures[figure] = attributes["value"] }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if !isStyle { text += string.replacing("\u{A0}", with: " ") }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    isStyle = false
  }
}
