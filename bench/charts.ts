import type { Bench, Sample } from './bench.ts';

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

export interface ChartOptions {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** Powers of ten on the way to the right, and upwards. */
  readonly logX?: boolean;
  readonly logY?: boolean;
  readonly caption: string;
}

const [width, height] = [720, 400];
const plot = { left: 84, right: 150, top: 48, bottom: 64 };
const colours = ['#2563eb', '#d97706', '#059669', '#db2777', '#7c3aed', '#475569'];

function niceTicks(least: number, most: number, isLog: boolean): readonly number[] {
  if (isLog) {
    const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
    return Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  }
  const step = 10 ** Math.floor(Math.log10(most / 2 || 1));
  const wide = most / step > 10 ? step * 5 : most / step > 5 ? step * 2 : step;
  return Array.from({ length: Math.ceil(most / wide) + 1 }, (_, index) => index * wide);
}

function label(value: number): string {
  if (value >= 1e6) return `${value / 1e6} M`;
  return value >= 1e3 ? `${value / 1e3} k` : String(Math.round(value * 100) / 100);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Where values lie between the first tick of an axis and the last. */
function scale(
  values: readonly number[],
  isLog: boolean,
): { readonly ticks: readonly number[]; readonly part: (value: number) => number } {
  const positive = isLog ? values.filter((value) => value > 0) : [0, ...values];
  const ticks = niceTicks(Math.min(...positive), Math.max(...positive, 1e-9), isLog);
  const [from, to] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const part = (value: number): number =>
    isLog
      ? (Math.log10(Math.max(value, from)) - Math.log10(from)) / (Math.log10(to) - Math.log10(from) || 1)
      : (value - from) / (to - from || 1);
  return { ticks, part };
}

/** A line chart as a picture of its own: readable in light and dark, with nothing to load. */
export function chart(series: readonly Series[], options: ChartOptions): string {
  const { title, x, y, logX = false, logY = false, caption } = options;
  const all = series.flatMap(({ points }) => points);
  const [sx, sy] = [
    scale(
      all.map(([value]) => value),
      logX,
    ),
    scale(
      all.map(([, value]) => value),
      logY,
    ),
  ];
  const px = (value: number): number => plot.left + sx.part(value) * (width - plot.left - plot.right);
  const py = (value: number): number => height - plot.bottom - sy.part(value) * (height - plot.top - plot.bottom);
  const grid = [
    ...sx.ticks.map(
      (tick) =>
        `<line x1="${px(tick).toFixed(1)}" x2="${px(tick).toFixed(1)}" y1="${plot.top}" y2="${height - plot.bottom}" class="grid"/><text x="${px(tick).toFixed(1)}" y="${height - plot.bottom + 18}" text-anchor="middle">${label(tick)}</text>`,
    ),
    ...sy.ticks.map(
      (tick) =>
        `<line x1="${plot.left}" x2="${width - plot.right}" y1="${py(tick).toFixed(1)}" y2="${py(tick).toFixed(1)}" class="grid"/><text x="${plot.left - 8}" y="${(py(tick) + 4).toFixed(1)}" text-anchor="end">${label(tick)}</text>`,
    ),
  ];
  const lines = series.map(({ name, points }, index) => {
    const colour = colours[index % colours.length] ?? '';
    const path = points.map(([a, b]) => `${px(a).toFixed(1)},${py(b).toFixed(1)}`).join(' ');
    const dots =
      points.length > 20
        ? ''
        : points
            .map(([a, b]) => `<circle cx="${px(a).toFixed(1)}" cy="${py(b).toFixed(1)}" r="3.5" fill="${colour}"/>`)
            .join('');
    const legend = `<rect x="${width - plot.right + 16}" y="${plot.top + index * 22}" width="12" height="12" rx="3" fill="${colour}"/><text x="${width - plot.right + 34}" y="${plot.top + 10 + index * 22}">${escaped(name)}</text>`;
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}${legend}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<style>text{font:12px system-ui,sans-serif;fill:#334155}.title{font-size:16px;font-weight:600}.small{font-size:10px;fill:#64748b}.grid{stroke:#cbd5e1;stroke-width:.6}</style>
<rect width="${width}" height="${height}" fill="#fff" rx="8"/>
<text x="${plot.left}" y="26" class="title">${escaped(title)}</text>
${grid.join('\n')}
${lines.join('\n')}
<text x="${(plot.left + width - plot.right) / 2}" y="${height - plot.bottom + 38}" text-anchor="middle">${escaped(x)}</text>
<text x="18" y="${(plot.top + height - plot.bottom) / 2}" text-anchor="middle" transform="rotate(-90 18 ${(plot.top + height - plot.bottom) / 2})">${escaped(y)}</text>
<text x="${plot.left}" y="${height - 8}" class="small">${escaped(caption)}</text>
</svg>
`;
}

/** Time, requests and memory of an export, at 10 k, 100 k and 1 M. */
export function growthCharts(bench: Bench, caption: string): void {
  const exports = [
    ...new Map(
      bench.samples
        .filter(({ verb }) => verb === 'export')
        .toReversed()
        .map((sample) => [sample.records, sample]),
    ).values(),
  ].toSorted((a, b) => a.records - b.records);
  if (exports.length < 2) return;
  const draw = (name: string, title: string, y: string, logY: boolean, value: (sample: Sample) => number): void => {
    const points = exports.map((sample) => [sample.records, value(sample)] as const);
    const svg = chart([{ name: 'export', points }], { title, x: 'records', y, logX: true, logY, caption });
    bench.charts.set(name, { svg, about: title });
  };
  draw('time.svg', 'Time of an export, limits off', 'seconds', true, ({ seconds }) => seconds);
  draw('requests.svg', 'Requests of an export', 'requests', true, ({ requests }) => requests);
  draw('memory.svg', 'Most memory of an export', 'MB', false, ({ peakMemoryBytes }) => peakMemoryBytes / 1e6);
}
