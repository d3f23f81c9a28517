import type { SeriesKey } from './year-rows.ts';

/** The fill of a series: a colour and a pattern, so that neither is needed to tell one from another. */
export function fillOf(prefix: string, series: SeriesKey): string {
  return `url(#${prefix}-${series})`;
}

interface PatternProps {
  readonly prefix: string;
  readonly series: SeriesKey;
  readonly size: number;
  readonly path: string;
}

function Pattern({ prefix, series, size, path }: PatternProps) {
  return (
    <pattern id={`${prefix}-${series}`} width={size} height={size} patternUnits="userSpaceOnUse">
      <rect className={`fill-${series}`} width={size} height={size} />
      <path className={`stroke-${series}`} d={path} />
    </pattern>
  );
}

/** Hatched where nothing was recorded; plain, dotted, striped and checked for the rest. */
export function Patterns({ prefix }: { prefix: string }) {
  return (
    <defs>
      <Pattern prefix={prefix} series="recorded" size={8} path="" />
      <Pattern prefix={prefix} series="implied" size={8} path="M-2 2l4-4M0 8l8-8M6 10l4-4" />
      <Pattern prefix={prefix} series="T" size={8} path="M2 2h.01M6 6h.01" />
      <Pattern prefix={prefix} series="F" size={6} path="M0 3h6" />
      <Pattern prefix={prefix} series="O" size={8} path="M0 4h8M4 0v8" />
    </defs>
  );
}
