import Crypto
import Foundation
import Vocabulary

/// The one script of pages with EEG: keys that jump from page to page and from event to event. Whoever runs no scripts
/// has links for the same.
enum PageScript {
  /// Free of characters that HTML and XML read in different ways.
  static let text = """
    document.addEventListener('keydown', function (key) {
      if (key.altKey || key.ctrlKey || key.metaKey || key.target.closest('input, .scroll')) return;
      var kind = { ArrowRight: 'sheet', ArrowLeft: 'sheet', n: 'event', p: 'event' }[key.key];
      if (!kind) return;
      var ahead = key.key === 'ArrowRight' || key.key === 'n';
      var places = Array.from(document.getElementsByClassName(kind));
      var passed = places.filter(function (place) {
        return Math.sign(place.getBoundingClientRect().top - 24) === -1;
      }).length;
      var place = places[ahead ? passed : passed - 2];
      var link = document.querySelector(ahead ? 'a[rel=next]' : 'a[rel=prev]');
      if (place) location.hash = '#' + place.id; else if (kind === 'event' ? link : false) link.click();
      key.preventDefault();
    });
    """

  /// What a page's policy lets run: this script and no other.
  static var source: String {
    var hasher = SHA256Hasher()
    let bytes = Array(text.utf8)
    hasher.update(bytes.span)
    let digest = hasher.finish()
    return "'sha256-\(Data((0..<32).map { digest.bytes[$0] }).base64EncodedString())'"
  }
}
