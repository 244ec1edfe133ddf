/** The English strings of the parts that show data: time ranges, charts, JSON. */
export const inspectText = {
  range: {
    label: "Time range",
    any: "Any time",
    presets: { "1h": "Last hour", "24h": "Last 24 hours", "7d": "Last 7 days", "30d": "Last 30 days" },
    custom: "Custom",
    from: "From",
    to: "To",
    apply: "Apply",
    span: (from: string, to: string) => `${from} – ${to}`,
    zone: (zone: string) => `In your time zone, ${zone}.`,
    backwards: "The end lies before the beginning.",
    missing: "Enter both instants.",
  },
  json: {
    search: "Search in the value",
    copy: "Copy as JSON",
    raw: "Raw",
    showAll: (size: string) => `Show all ${size}`,
    showMore: (count: string) => `Show ${count} more`,
    entries: (count: number) => (count === 1 ? "1 entry" : `${count} entries`),
    fields: (count: number) => (count === 1 ? "1 field" : `${count} fields`),
    found: (count: number) => (count === 1 ? "1 match" : `${count} matches`),
    nothing: "Nothing",
    characters: (count: string) => `${count} characters`,
  },
  chart: {
    showTable: "Show as a table",
    showChart: "Show as a chart",
    time: "Time",
    total: "Total",
  },
} as const;
