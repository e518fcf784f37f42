extension Stylesheet {
  /// The bedside card: large on a screen; on paper one sheet, whose front is read at arm's length.
  static let card = """

    .card h1 { font-size: 2rem; } .card p { margin: 0.2rem 0; max-width: none; }
    .card h2 { border: 0; margin: 0 0 0.25rem; padding: 0; font-size: 1.3rem; }
    .card h3 { margin: 0 0 0.15rem; font-size: 0.8125rem; font-weight: 600; color: var(--soft); }
    .card .signal { border: 2px solid var(--line); border-left: 12px solid var(--line); padding: 0.6rem 0.8rem; margin: 0.6rem 0;
      display: grid; grid-template-columns: 1.1fr 1fr 1.2fr; gap: 0.25rem 1.25rem; } .card .half { display: contents; }
    .card .signal h2 { grid-column: 1 / -1; } .card .signal.kind-seizure { border-left-color: var(--alarm); }
    .card .signal.kind-technical, .card .signal.kind-low { border-left-color: var(--gap); } .card .signal.kind-quiet { border-left-color: var(--seen); }
    .card .do p { font-weight: 600; } .overleaf { display: none; }
    .pattern { display: block; width: 100%; max-width: 20rem; height: auto; font-size: 11px; }
    .pattern text { fill: var(--ink); } .pattern .rest { stroke: var(--line); } .pattern .sound { fill: var(--ink); }
    .pattern .lamp { fill: var(--alarm); }
    .rules { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0.75rem 2rem; }
    .card .rules h3 { font-size: 1.05rem; color: inherit; } .whom { margin: 0.75rem 0; }
    .whom div { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 1.5rem; }
    .blank { display: block; border-bottom: 1.5px solid var(--soft); height: 1.9rem; }
    @media (max-width: 40rem) { .card .signal { grid-template-columns: minmax(0, 1fr); }
      .whom div { grid-template-columns: minmax(0, 1fr); gap: 0.5rem; } }
    @page card { size: A4; margin: 7mm; }
    @media print { .card { page: card; font-size: 12pt; line-height: 1.15; } .card p { margin: 0; }
      .card .warning { padding: 0.5mm 2.5mm; margin: 1mm 0; }
      .card h2 { font-size: 15pt; margin: 0; } .card h1, .card #back h2 { font-size: 20pt; margin: 0; } .card h3 { font-size: 12pt; margin: 0; } .card .half { display: block; }
      .card .signal { padding: 1mm 3mm; margin: 1.5mm 0; gap: 0 4mm; break-inside: avoid; grid-template-columns: 84mm minmax(0, 1fr); }
      .card .signal.kind-quiet { grid-template-columns: 66mm minmax(0, 1fr); }
      .card .pattern { max-width: none; font-size: 13.8px; } .card .whom { margin: 2mm 0 0; } .card .whom div { gap: 5mm; }
      .card .overleaf { display: block; margin-top: 2mm; font-weight: 600; } .card #back { break-before: page; }
      .card .rules { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 5mm 8mm; font-size: 13.5pt; margin: 3mm 0; }
      .card .rules h3 { font-size: 15pt; } .card .note { font-size: 11pt; }
      .card .signal, .card .blank { print-color-adjust: exact; } .card .blank { height: 9mm; } }
    """
}
