extension Stylesheet {
  /// The page of a ward: nothing but the words "no contact" is seen unless its script has found it written.
  static let ward = """

    .ward { max-width: none; margin: 0; } .ward .contact { max-width: none; font-size: 2rem; font-weight: 700;
      padding: 1rem; background: #ffd54a; color: #1b1e23; }
    .ward .beds, .ward .summary, .ward .zone, .ward iframe { display: none; }
    .is-contact .ward { display: flex; flex-direction: column; height: 100vh; padding-bottom: 0; }
    .is-contact .ward header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1.5rem; }
    .is-contact .ward .warning { font-size: 0.875rem; max-width: none; margin: 0; padding: 0.1rem 0.75rem; }
    .is-contact .ward .contact { font-size: 0.875rem; font-weight: 400; background: none; color: var(--soft);
      padding: 0; margin: 0.25rem 0; }
    .is-contact .ward iframe { display: block; flex: 1; width: 100%; border: 0; }
    .is-contact .ward iframe.waiting { position: absolute; visibility: hidden; height: 1px; }
    .is-inner .ward { padding: 0; } .is-inner .ward header, .is-inner .ward .contact { display: none; }
    .is-inner .ward .summary { display: block; max-width: none; font-size: 1.25rem; margin: 0 0 0.75rem; }
    .is-inner .ward .zone { display: block; font-size: 0.875rem; color: var(--soft); }
    .is-inner .ward .beds { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr));
      gap: 0.75rem; }
    .bed { border: 2px solid var(--line); border-left-width: 14px; padding: 0.5rem 0.75rem; min-width: 0; }
    .bed h2 { border: 0; margin: 0; padding: 0; font-size: 1.5rem; overflow-wrap: anywhere; } .bed p { margin: 0.1rem 0; overflow-wrap: anywhere; }
    .bed .state { font-size: 1.75rem; font-weight: 700; } .bed .detail { font-size: 0.875rem; }
    .bed-watching { border-left-color: var(--seen); } .bed-watching .state { font-weight: 400; }
    .bed-seizure { background: #a32b00; color: #ffffff; border-color: #a32b00; }
    .bed-cannot_judge, .bed-not_deciding, .bed-no_contact, .bed-log_at_risk { background: #ffd54a; color: #1b1e23; border-color: #b78a00; }
    .summary.urgent { font-weight: 700; }
    """
}
