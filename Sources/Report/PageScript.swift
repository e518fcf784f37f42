import Crypto
import Foundation
import Vocabulary

/// The scripts that pages may have; each is named by its digest in its page's policy, and no other runs.
enum PageScript {
  /// Keys that jump from page to page of EEG and from event to event. Whoever runs no scripts has links for the same.
  case keys
  /// The page of a ward: whether it is still written.
  case ward

  /// Free of characters that HTML and XML read in different ways.
  var text: String {
    switch self {
    case .keys: Self.jumps
    case .ward: Self.watch
    }
  }

  /// What a page's policy lets run: this script and no other.
  var source: String {
    var hasher = SHA256Hasher()
    let bytes = Array(text.utf8)
    hasher.update(bytes.span)
    let digest = hasher.finish()
    return "'sha256-\(Data((0..<32).map { digest.bytes[$0] }).base64EncodedString())'"
  }

  private static let jumps = """
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
      var others = kind === 'event' ? (ahead ? 'a[rel=next]' : 'a[rel=prev]') : (ahead ? 'a.later' : 'a.earlier');
      var link = document.querySelector(others);
      if (kind === 'event' ? link : false) link.click();
      else if (place) location.hash = '#' + place.id;
      else if (link) link.click();
      key.preventDefault();
    });
    """

  /// The page opens itself again and again in a frame, and each of these says its stamp. Contact is a stamp that is
  /// another than one that came a short while ago. Ages are counted by two clocks of which the later counts: one that
  /// nobody sets, and one that goes on while the computer sleeps. What time they show does not matter.
  private static let watch = """
    (function () {
      var page = document.documentElement, words = document.getElementById('contact'), told = words.dataset;
      if (/^[?]turn-[0-9]+$/.test(location.search)) {
        addEventListener('message', function (answer) { if (answer.source === parent) page.className = 'is-inner'; });
        parent.postMessage(told.stamp, '*');
        return;
      }
      var shown = null, waiting = null, last = null, seen = null, came = null, turn = 0;
      function since(moment) {
        return moment ? Math.max(performance.now() - moment.steady, Date.now() - moment.wall, 0) / 1000 : Infinity;
      }
      function isOld(moment) { return Math.sign(since(moment) - Number(told.limit)) === 1; }
      function show() {
        var age = since(came), isLost = isOld(came);
        page.className = isLost ? 'is-lost' : 'is-contact';
        words.textContent = isLost
          ? 'NO CONTACT. Look at the beds. ' + (came ? 'This page was written ' + Math.round(age) + ' s ago.'
            : 'Nobody has written this page since it was opened.')
          : 'Written ' + Math.round(age) + ' s ago.';
      }
      function ask() {
        if (waiting) waiting.remove();
        waiting = document.createElement('iframe');
        waiting.className = 'waiting';
        waiting.title = 'All beds';
        turn += 1;
        waiting.src = location.href.split(/[?#]/)[0] + '?turn-' + turn;
        document.body.appendChild(waiting);
      }
      addEventListener('message', function (message) {
        if (waiting ? message.source !== waiting.contentWindow : true) return;
        if (message.data === last) return;
        var isFirst = isOld(seen);
        last = message.data;
        seen = { steady: performance.now(), wall: Date.now() };
        if (!isFirst) came = seen;
        message.source.postMessage('', '*');
        if (shown) shown.remove();
        shown = waiting;
        shown.className = '';
        waiting = null;
        show();
      });
      show();
      ask();
      setInterval(show, 1000);
      setInterval(ask, 1000 * Number(told.every));
    })();
    """
}
