/// How a page looks. Colours of evidence run from blue to orange, which those who do not see all colours tell apart as
/// well; nothing is told by colour alone.
enum Stylesheet {
  static let text = general + eeg + card + ward

  private static let general = """
    :root { color-scheme: light dark; --ground: #ffffff; --ink: #1b1e23; --soft: #5b636e; --line: #d5dae1; --panel: #f5f7f9;
      --accent: #0b5cad; --seizure: #7b3fa0; --alarm: #c8501e; --gap: #8a8f98; --shade: #7b3fa022;
      --n1: #eef3f9; --n2: #d9e6f2; --n3: #b5cfe6; --n4: #86b2d7; --p1: #fde3c4; --p2: #f9b26a; --p3: #e2711d; --p4: #99400a;
      --unusable: #b4b8be; }
    @media screen and (prefers-color-scheme: dark) { :root { --ground: #14171b; --ink: #e6e9ed; --soft: #a3abb5; --line: #353b43;
      --panel: #1d2126; --accent: #7db7f0; --seizure: #c99be6; --alarm: #ff9560; --gap: #7f858e; --shade: #c99be633;
      --n1: #1a222b; --n2: #1d2e40; --n3: #224a70; --n4: #2f6da6; --p1: #4b3520; --p2: #8a5317; --p3: #dd7f22; --p4: #ffc48a;
      --unusable: #5c626b; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 77rem; padding: 1rem; background: var(--ground); color: var(--ink);
      font: 1rem/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: 0.5rem 0; overflow-wrap: anywhere; }
    h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); padding-bottom: 0.25rem; }
    h3 { font-size: 1rem; margin: 1.25rem 0 0.25rem; overflow-wrap: anywhere; }
    p { margin: 0.5rem 0; max-width: 48rem; }
    a { color: var(--accent); }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    .skip { position: absolute; left: -999rem; }
    .skip:focus { position: static; }
    .warning, .cautions { border-left: 4px solid var(--alarm); background: var(--panel); padding: 0.5rem 0.75rem; }
    .cautions { margin: 0.5rem 0; padding-left: 1.75rem; max-width: 60rem; overflow-wrap: anywhere; }
    .cautions li { margin: 0.35rem 0; }
    .note { color: var(--soft); font-size: 0.875rem; }
    .failed { color: var(--alarm); overflow-wrap: anywhere; }
    dl { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.25rem; margin: 0.5rem 0; }
    dl div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 0.75rem; }
    dt { color: var(--soft); }
    dd { margin: 0; overflow-wrap: anywhere; }
    .scroll { overflow-x: auto; margin: 0.75rem 0; }
    table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
    caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
    th, td { padding: 0.25rem 0.5rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
    th { font-weight: 600; }
    th[scope=row] { font-weight: 400; white-space: normal; min-width: 9rem; }
    th:first-child { text-align: left; padding-left: 0; }
    th bdi { overflow-wrap: anywhere; }
    .prose th[scope=row] { white-space: nowrap; }
    .prose td, .prose th { text-align: left; vertical-align: top; }
    .prose td:last-child { white-space: normal; }
    thead th { color: var(--soft); vertical-align: bottom; }
    .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 0 2rem; }
    .pair div { min-width: 0; }
    figure { margin: 0.5rem 0; }
    figcaption { color: var(--soft); font-size: 0.875rem; max-width: 30rem; }
    summary { cursor: pointer; color: var(--accent); }
    .outlook { display: block; width: 100%; height: auto; }
    .chart { display: block; width: 100%; max-width: 30rem; height: auto; font-size: 11px; }
    .chart text { fill: var(--ink); }
    .chart path { fill: none; }
    .grid { stroke: var(--line); stroke-width: 0.75; }
    .chance { stroke: var(--soft); stroke-dasharray: 4 4; }
    .person { stroke: var(--soft); stroke-width: 0.75; opacity: 0.6; }
    .mean { stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round; }
    .joined { stroke: var(--accent); stroke-width: 1; opacity: 0.5; }
    .dots { stroke: var(--accent); stroke-width: 5; stroke-linecap: round; }
    .whisker { stroke: var(--alarm); stroke-width: 1.5; }
    .point { fill: var(--ground); stroke: var(--alarm); stroke-width: 2.5; }
    .recording { content-visibility: auto; contain-intrinsic-size: auto 34rem; padding: 0.25rem 0 1rem; }
    .trace { margin: 0.5rem 0; }
    .lane { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0.5rem; margin: 0 0 4px; }
    .name { font-size: 0.75rem; line-height: 14px; color: var(--soft); text-align: right; }
    .lane svg { display: block; width: 100%; background: var(--panel); overflow: hidden; }
    .marks { display: grid; height: 66px; align-content: space-between; }
    .limit { color: var(--alarm); }
    .channels span { display: block; height: 14px; font-size: 0.6875rem; overflow: hidden; text-overflow: ellipsis;
      white-space: nowrap; }
    .spans path { stroke-width: 1; vector-effect: non-scaling-stroke; }
    .seizure { fill: var(--seizure); stroke: var(--seizure); }
    .alarm { fill: var(--alarm); stroke: var(--alarm); }
    .technical, .gap { fill: var(--gap); stroke: var(--gap); }
    .shade { fill: var(--shade); }
    .threshold { stroke: var(--alarm); stroke-width: 1.5; stroke-dasharray: 5 4; vector-effect: non-scaling-stroke; }
    .band { fill: var(--accent); fill-opacity: 0.35; stroke: var(--accent); stroke-width: 1.25;
      vector-effect: non-scaling-stroke; }
    .edge { stroke: var(--seizure); stroke-width: 1.5; stroke-dasharray: 3 3; vector-effect: non-scaling-stroke; }
    .evidence { shape-rendering: crispEdges; }
    .evidence path { fill: none; }
    .n1 { stroke: var(--n1); background: var(--n1); } .n2 { stroke: var(--n2); background: var(--n2); }
    .n3 { stroke: var(--n3); background: var(--n3); } .n4 { stroke: var(--n4); background: var(--n4); }
    .p1 { stroke: var(--p1); background: var(--p1); } .p2 { stroke: var(--p2); background: var(--p2); }
    .p3 { stroke: var(--p3); background: var(--p3); } .p4 { stroke: var(--p4); background: var(--p4); }
    .u { stroke: var(--unusable); background: var(--unusable); }
    .axis { position: relative; height: 18px; font-size: 0.75rem; color: var(--soft); }
    .axis span { position: absolute; border-left: 1px solid var(--soft); padding-left: 3px; line-height: 14px;
      white-space: nowrap; }
    .legend { background: var(--panel); padding: 0.5rem 0.75rem; font-size: 0.875rem; }
    .scale { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem; }
    .group { white-space: nowrap; }
    .swatch { display: inline-block; width: 1.25rem; height: 0.9rem; border: 1px solid var(--line); }
    @media (max-width: 40rem) { body { padding: 0.75rem; } .axis { font-size: 0.6875rem; } .lane { grid-template-columns: 4.5rem minmax(0, 1fr); }
      dl div { grid-template-columns: minmax(0, 1fr); gap: 0; } dl { gap: 0.5rem; } }
    @media print { .recording { content-visibility: visible; break-inside: avoid; display: inline-block; width: 49%;
        vertical-align: top; padding: 0 1% 2mm 0; }
      .recording h3 { font-size: 8pt; margin: 0; } .recording p { font-size: 7pt; margin: 0; }
      .recording .scroll { display: none; } .recording .trace { zoom: 0.55; margin: 0; } }
    """
}
