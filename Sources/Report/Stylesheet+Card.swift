extension Stylesheet {
  /// The bedside card: large on a screen, one page of paper.
  static let card = """

    .card h1 { font-size: 2rem; } .card p { margin: 0.2rem 0; max-width: none; }
    .card h2 { border: 0; margin: 0 0 0.25rem; padding: 0; font-size: 1.3rem; }
    .card h3 { margin: 0 0 0.15rem; font-size: 0.8125rem; font-weight: 600; color: var(--soft); }
    .card .signal { border: 2px solid var(--line); border-left: 12px solid var(--line); padding: 0.6rem 0.8rem; margin: 0.6rem 0;
      display: grid; grid-template-columns: 1.1fr 1fr 1.2fr; gap: 0.25rem 1.25rem; }
    .card .signal h2 { grid-column: 1 / -1; } .card .signal.kind-seizure { border-left-color: var(--alarm); }
    .card .signal.kind-technical, .card .signal.kind-low { border-left-color: var(--gap); } .card .signal.kind-quiet { border-left-color: var(--seen); }
    .card .signal div:last-child p { font-weight: 600; }
    .pattern { display: block; width: 100%; max-width: 20rem; height: auto; font-size: 11px; }
    .pattern text { fill: var(--ink); } .pattern .rest { stroke: var(--line); } .pattern .sound { fill: var(--ink); }
    .pattern .lamp { fill: var(--alarm); }
    .rules { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0.75rem 2rem; }
    .rules h2, .whom h2 { font-size: 1.05rem; }
    .whom { margin-top: 0.75rem; } .whom div { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 1.5rem; }
    .blank { display: block; border-bottom: 1.5px solid var(--soft); height: 1.9rem; }
    @media (max-width: 40rem) { .card .signal { grid-template-columns: minmax(0, 1fr); }
      .whom div { grid-template-columns: minmax(0, 1fr); gap: 0.5rem; } }
    @page card { size: A4; margin: 7mm; }
    @media print { .card { page: card; font-size: 8.2pt; line-height: 1.18; } .card .pattern { max-width: 40mm; }
      .card h1 { font-size: 15pt; margin: 0; } .card .warning { padding: 1mm 2.5mm; margin: 1mm 0; }
      .card h2 { font-size: 10.5pt; } .card h3 { font-size: 7.5pt; } .card p { margin: 0.3mm 0; }
      .card .signal { padding: 1.2mm 3mm; margin: 1.4mm 0; gap: 0.3mm 4mm; break-inside: avoid; }
      .card .rules { grid-template-columns: 1fr 1fr 1fr; gap: 1.5mm 5mm; }
      .card .rules h2, .card .whom h2 { font-size: 9.5pt; margin: 0; } .card .whom { margin-top: 1mm; }
      .card .note { font-size: 7pt; } .card .signal, .card .blank { print-color-adjust: exact; } .blank { height: 6mm; } }
    """
}
