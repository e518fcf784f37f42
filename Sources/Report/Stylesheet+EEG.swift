extension Stylesheet {
  /// Left blue, right red, as EEG is coloured; evidence lies behind the traces in the colours of its maps, paler.
  static let eeg = """

    :root { --left: #174f9c; --right: #a3242a; --middle: #2c3138; --off: #9aa0a8; --second: #e3e7ec;
      --e1: #fff2df; --e2: #ffe1ba; --e3: #ffc98c; --e4: #ffb164; --lost: #e9ebee; --seen: #3f8f6b; --partly: #8fbfa8;
      --blind: #8a8f98; --unread: #7b4fa8; --answer: #0b6e4f; }
    @media screen and (prefers-color-scheme: dark) { :root { --left: #8dbbf7; --right: #ff9d94; --middle: #dfe3e8;
      --off: #70767e; --second: #2a2f36; --e1: #2c2418; --e2: #453219; --e3: #66461a; --e4: #86591b; --lost: #262b31;
      --seen: #4fa67f; --partly: #2f5d4a; --blind: #7f858e; --unread: #b493dc;
      --answer: #6fd3ae; } }
    .told { font-size: 1.125rem; max-width: 56rem; }
    .night { margin: 1rem 0; }
    .strip-row { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0.5rem; align-items: end; }
    .strip-title { font-size: 0.8125rem; color: var(--soft); padding-bottom: 18px; }
    .strip { display: block; width: 100%; height: 26px; background: var(--panel); }
    .strip .alarm { stroke-width: 3; vector-effect: non-scaling-stroke; }
    .seen { fill: var(--seen); } .partly { fill: var(--partly); } .blind { fill: var(--blind); }
    .unread { fill: var(--unread); } .key-unread { background: var(--unread); }
    .key-seen { background: var(--seen); } .key-partly { background: var(--partly); }
    .key-blind { background: var(--blind); } .key-alarm { background: var(--alarm); }
    .flags { position: relative; height: 20px; font-size: 0.75rem; }
    .flags a { position: absolute; white-space: nowrap; } .flags, .axis { overflow-x: clip; }
    .scale.note { gap: 0.25rem 1rem; } .scale.note .group { white-space: normal; }
    .meter { display: inline-block; width: 6rem; height: 0.6rem; background: var(--line); }
    .meter span { display: block; height: 100%; background: var(--seen); }
    .names { display: block; white-space: normal; max-width: 22rem; }
    .heat { display: block; padding: 0 0.2rem; background: var(--e2); }
    .heat.e1 { background: var(--e1); } .heat.e3 { background: var(--e3); } .heat.e4 { background: var(--e4); }
    .event { border-top: 2px solid var(--line); margin-top: 1.5rem; scroll-margin-top: 0.5rem; }
    .jumps { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; }
    .jumps a { display: inline-block; min-width: 1.5rem; }
    .facts { display: flex; flex-wrap: wrap; gap: 0.15rem 1.25rem; max-width: none; }
    .fact { min-width: 0; overflow-wrap: anywhere; }
    .why { display: grid; grid-template-columns: minmax(0, 18rem) minmax(0, 1fr); gap: 0 2rem; align-items: start; }
    .sheet { margin: 0.75rem 0; } .origin { display: none; }
    .sheet .scroll { margin: 0; }
    .sheet figcaption { max-width: none; }
    .eeg { display: block; width: 100%; min-width: 56rem; height: auto; font-size: 11px; background: var(--ground); }
    .eeg path { fill: none; vector-effect: non-scaling-stroke; }
    .eeg text { fill: var(--ink); }
    .eeg .second { stroke: var(--second); stroke-width: 1; }
    .eeg .clock { fill: var(--soft); }
    .eeg .trace-left { stroke: var(--left); } .eeg .trace-right { stroke: var(--right); }
    .eeg .trace-middle { stroke: var(--middle); } .eeg .trace-off { stroke: var(--off); }
    .eeg .name-left { fill: var(--left); } .eeg .name-right { fill: var(--right); }
    .eeg .name-middle { fill: var(--middle); }
    .eeg .e1 { fill: var(--e1); } .eeg .e2 { fill: var(--e2); } .eeg .e3 { fill: var(--e3); }
    .eeg .e4 { fill: var(--e4); } .eeg .lost { fill: var(--lost); }
    .eeg .number, .eeg .above { font-size: 8px; paint-order: stroke; stroke: var(--ground); stroke-width: 2.5px; stroke-linejoin: round; } .eeg .above { font-weight: 700; }
    .eeg .bar { stroke: var(--ink); stroke-width: 2; }
    .eeg .frame { stroke: var(--line); }
    .score-line { fill: none; stroke: var(--accent); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
    .eeg .threshold { stroke: var(--alarm); }
    .eeg .mark-raised { stroke: var(--alarm); stroke-width: 2.5; } .eeg .word-raised { fill: var(--alarm); font-weight: 700; }
    .eeg .mark-onset { stroke: var(--seizure); stroke-width: 1.5; stroke-dasharray: 5 3; }
    .eeg .word-onset { fill: var(--seizure); }
    .eeg .mark-answer { stroke: var(--answer); stroke-width: 2; stroke-dasharray: 2 2; }
    .eeg .word-answer { fill: var(--answer); }
    .eeg .mark-review { stroke: var(--unread); stroke-width: 2; stroke-dasharray: 8 3; }
    .eeg .word-review { fill: var(--unread); }
    .eeg .mark-cleared { stroke: var(--soft); stroke-width: 1.5; } .eeg .word-cleared { fill: var(--soft); }
    .head-figure { margin: 0.5rem 0; } .head { display: block; width: 100%; max-width: 18rem; height: auto; }
    .head path { fill: none; stroke-linecap: round; } .head .outline { stroke: var(--soft); stroke-width: 1.5; }
    .head .share0 { stroke: var(--line); stroke-width: 3; } .head .share1 { stroke: var(--p1); stroke-width: 10; }
    .head .share2 { stroke: var(--p2); stroke-width: 14; } .head .share3 { stroke: var(--p3); stroke-width: 18; }
    .head .share4 { stroke: var(--p4); stroke-width: 22; }
    .head .electrode { fill: var(--ground); stroke: var(--soft); }
    .head .electrode-name { font-size: 7px; fill: var(--ink); }
    .trend { background: var(--panel); }
    @media (max-width: 40rem) { .strip-row { grid-template-columns: minmax(0, 1fr); gap: 0; }
      .strip-title { padding: 0.5rem 0 0; } .why { grid-template-columns: minmax(0, 1fr); } }
    @page { size: A4; margin: 12mm; }
    @page eeg { size: A4 landscape; margin: 8mm; }
    @media print { body { padding: 0; max-width: none; font-size: 9.5pt; } .skip, .keys, .jumps, details { display: none; }
      .scroll { overflow: visible; } table { font-size: 8pt; } .scroll th, .scroll td { white-space: normal; }
      .calendar th, .calendar td, .calendar th[scope=row] { padding: 0.3mm 1mm; min-width: 0; white-space: nowrap; }
      .calendar .heat { padding: 0; }
      .event { page: eeg; break-before: page; break-inside: avoid; border: 0; margin: 0; display: grid;
        grid-template-columns: minmax(0, 1fr) 74mm; grid-template-rows: auto auto auto auto 1fr; gap: 0 4mm; }
      .event h3, .event .origin, .event .facts { grid-column: 1 / -1; margin: 0 0 1mm; } .event .facts { font-size: 8.5pt; line-height: 1.3; }
      .event .origin { display: block; font-size: 8.5pt; line-height: 1.3; max-width: none; overflow-wrap: anywhere; }
      .fact { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
      .sheets, .event .missing { grid-column: 1; grid-row: 4; } .event .why { display: contents; } .event .head-figure { grid-column: 1; grid-row: 5; margin: 0; }
      .event .causes { grid-column: 2; grid-row: 4 / 6; font-size: 7.5pt; line-height: 1.25; margin: 0; }
      .event .why table { font-size: 6.5pt; width: 100%; } .event .why .scroll { margin: 0; }
      .event .why td, .event .why th { padding: 0.3mm 0.8mm; min-width: 0; white-space: nowrap; }
      .event .why thead th { white-space: normal; } h2#alarms { display: none; }
      .alone { page: eeg; } .alone .event { break-before: auto; } .alone h1 { display: none; }
      .alone .warning { font-size: 8pt; margin: 0 0 1mm; padding: 0 2mm; } figcaption { font-size: 7.5pt; }
      .head { max-width: 42mm; } .sheets .sheet { display: none; } .sheets .printed .sheet { display: block; margin: 0; }
      .eeg { min-width: 0; } .note { font-size: 7.5pt; }
      svg, .swatch, .meter, .heat, .strip { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
    """
}
