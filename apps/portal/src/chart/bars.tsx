import { useEffect, useRef } from 'react';
import { formatTick } from '../format/format.ts';
import { useI18n } from '../i18n/i18n.tsx';
import type { Layout, Mark } from './geometry.ts';
import { markAt, positionOf, type MarkPosition } from './marks.ts';
import { fillOf, Patterns } from './patterns.tsx';
import type { YearTable } from './year-rows.ts';

interface Props {
  readonly table: YearTable;
  readonly layout: Layout;
  readonly prefix: string;
  readonly title: string;
  readonly at: MarkPosition | null;
  readonly onPoint: (at: MarkPosition) => void;
}

function Axes({ layout }: { layout: Layout }) {
  const { lang, t } = useI18n();
  const { plot, amountTicks, yearTicks, zeroY, unit } = layout;
  return (
    <g className="axes">
      <text x={0} y={14} className="axis-unit">
        {t.chart[unit]}
      </text>
      {amountTicks.map(({ y, value }) => (
        <g key={value}>
          <line className="grid-line" x1={plot.left} x2={plot.right} y1={y} y2={y} />
          <text x={plot.left - 8} y={y} dy="0.35em" textAnchor="end">
            {formatTick(value, lang)}
          </text>
        </g>
      ))}
      <line className="zero-line" x1={plot.left} x2={plot.right} y1={zeroY} y2={zeroY} />
      {yearTicks.map(({ x, year }) => (
        <text key={year} x={x} y={plot.bottom + 20} textAnchor="middle">
          {year}
        </text>
      ))}
    </g>
  );
}

/** Names the derived part on the drawing itself, where there is room for the words. */
function ImpliedLabel({ layout }: { layout: Layout }) {
  const { t } = useI18n();
  const marks = layout.marks.filter((mark) => mark.series === 'implied' && mark.height > 0);
  const tallest = marks.toSorted((a, b) => b.height - a.height)[0];
  const last = marks.at(-1);
  const first = marks.at(0);
  if (first === undefined || last === undefined || tallest === undefined || tallest.height < 28) return null;
  const middle = (first.x + last.x + last.width) / 2;
  return (
    <text
      className="implied-label"
      x={middle}
      y={tallest.y + tallest.height / 2}
      dy="0.35em"
      textAnchor="middle"
    >
      {t.base.badge}
    </text>
  );
}

/** Around the mark the reader stands on; drawn last, so that no neighbour covers it. */
function ActiveOutline({ mark }: { mark: Mark }) {
  const ref = useRef<SVGRectElement>(null);
  const { x, y, width, height } = mark;
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [x, y]);
  return <rect ref={ref} className="mark-active" x={x - 2} y={y - 2} width={width + 4} height={height + 4} />;
}

interface MarkShapeProps {
  readonly mark: Mark;
  readonly prefix: string;
  readonly onPoint: () => void;
}

function MarkShape({ mark, prefix, onPoint }: MarkShapeProps) {
  const { series, x, y, width, height } = mark;
  return (
    <rect
      className={`mark edge-${series}`}
      data-year={mark.year}
      data-series={series}
      data-amount={mark.amount}
      x={x}
      y={y}
      width={width}
      height={height}
      fill={fillOf(prefix, series)}
      onPointerEnter={onPoint}
      onClick={onPoint}
    />
  );
}

export function Bars({ table, layout, prefix, title, at, onPoint }: Props) {
  const { t } = useI18n();
  const here = at === null ? null : markAt(table, at);
  const active = layout.marks.find((mark) => mark.year === here?.year && mark.series === here.series);
  const description = t.chart.description(table.series.map((series) => t.series[series]).join(', '));
  const shape = (mark: Mark) => (
    <MarkShape
      key={`${mark.series}-${mark.year}`}
      mark={mark}
      prefix={prefix}
      onPoint={() => onPoint(positionOf(table, mark.year, mark.series))}
    />
  );
  return (
    <svg
      width={layout.width}
      height={layout.height}
      role="img"
      aria-labelledby={`${prefix}-name`}
      aria-describedby={`${prefix}-description`}
    >
      <title id={`${prefix}-name`}>{title}</title>
      <desc id={`${prefix}-description`}>{description}</desc>
      <Patterns prefix={prefix} />
      <Axes layout={layout} />
      {layout.marks.map(shape)}
      <ImpliedLabel layout={layout} />
      {active !== undefined && <ActiveOutline mark={active} />}
    </svg>
  );
}
