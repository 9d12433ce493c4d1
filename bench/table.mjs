/** The report for a person: the rows as a table, the targets beside what was reached. */

/** The project's own targets. `reached` reads the figure out of the results; a figure at the limit is met. */
export const TARGETS = [
  { what: "scan of 1×, of the floor's events/s", least: 0.8, unit: "", reached: (r) => r.one.worstRatio },
  { what: "scan of 10×, of the floor's events/s", least: 0.8, unit: "", reached: (r) => r.ten.worstRatio },
  { what: "scan of 10×, events/s/core", least: 20_000, unit: "", reached: (r) => r.ten.worstPerCore },
  { what: "scan with 100 rules, of the floor's events/s", least: 0.7, unit: "", reached: (r) => r.ruleFigures.ratio },
  { what: "CPU of 1,000 rules over 100", most: 2, unit: "", reached: (r) => r.ruleFigures.growth },
  { what: "peak memory of 10× over 1×", most: 1.25, unit: "", reached: (r) => r.memoryGrowth },
  { what: "largest state, load time", most: 1000, unit: " ms", reached: (r) => r.states.at(-1).ms },
  {
    what: "largest state, memory above idle",
    most: 150,
    unit: " MiB",
    reached: (r) => r.states.at(-1).above / 2 ** 20,
  },
  { what: "--help, cold start", most: 150, unit: " ms", reached: (r) => r.start.help },
  { what: "scan of one file, cold start", most: 400, unit: " ms", reached: (r) => r.start.scan },
];

/** The targets judged. */
export function judge(results) {
  return TARGETS.map(({ what, least, most, unit, reached }) => {
    const value = reached(results);
    const met = least === undefined ? value <= most : value >= least;
    return { what, value, limit: least ?? most, bound: least === undefined ? "at most" : "at least", unit, met };
  });
}

const whole = (n) => Math.round(n).toLocaleString("en-US");
const figure = (n) => (n < 10 ? n.toFixed(2) : whole(n));
const mib = (bytes) => whole(bytes / 2 ** 20);

/** Lays rows out in columns: the first to the left, numbers to the right. */
function columns(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  "),
  );
}

export function report(results) {
  const rates = (run, title) => [
    [title, "events/s", "events/s/core", "of the floor", "peak MiB"],
    ...run.rows.map((r) => [r.name, whole(r.rate), whole(r.perCore), r.ratio.toFixed(2), mib(r.rss)]),
  ];
  const targets = judge(results).map((t) => [
    `${t.met ? "met    " : "NOT MET"} ${t.what}`,
    figure(t.value) + t.unit,
    `${t.bound} ${figure(t.limit)}${t.unit}`,
  ]);
  return [
    ...columns(rates(results.one, `1×: ${whole(results.one.events)} events`)),
    "",
    ...columns(rates(results.ten, `10×: ${whole(results.ten.events)} events`)),
    ...results.rules.flatMap((run) => ["", ...columns(rates(run, `${run.kind}: ${whole(run.events)} events`))]),
    "",
    ...columns([
      ["state", "file MiB", "load ms", "MiB above idle"],
      ...results.states.map((s) => [`${whole(s.resources)} resources`, mib(s.bytes), whole(s.ms), mib(s.above)]),
    ]),
    "",
    ...columns([
      ["cold start", "ms"],
      ["node alone", whole(results.start.node)],
      ["--help", whole(results.start.help)],
      ["scan of one file", whole(results.start.scan)],
    ]),
    "",
    ...columns(targets),
    ...results.wrong.map((text) => `WRONG   ${text}`),
  ].join("\n");
}
