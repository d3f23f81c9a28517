/** What an import says when it is done: what was read, what was left out and why, and what it makes of the figure. */
import { amountOf, Decimal } from '#domain/money';
import type { Side } from '#domain/funding-source/origins';
import type { Ratio } from '#domain/figures/figure';
import type { ReadSummary } from '#interchange/opencoesione';
import type { Ledger } from '../ledger.ts';
import type { Recorded } from './recorder.ts';

const SHOWN_DECIMALS = 10;

export function readingLines(summary: ReadSummary, errorsPath: string): string[] {
  const { rowsRead, refused, amounts, notYetFoundCents, componentDifferenceCents } = summary;
  const counts = (byCode: Readonly<Record<string, number>>): string =>
    Object.entries(byCode)
      .map(([code, count]) => `${code} ${count}`)
      .join(', ');
  return [
    `read ${rowsRead} rows: ${rowsRead - refused} right, ${refused} refused, ${amounts} amounts`,
    ...(refused > 0 ? [`refused: ${counts(summary.errorsByCode)}; see ${errorsPath}`] : []),
    ...(Object.keys(summary.warningsByCode).length > 0
      ? [`warnings: ${counts(summary.warningsByCode)}`]
      : []),
    ...(notYetFoundCents !== 0n ? [`never counted: ${amountOf(notYetFoundCents)} still to be found`] : []),
    ...(componentDifferenceCents !== 0n
      ? [`components differ from the stated public totals by ${amountOf(componentDifferenceCents)} in all`]
      : []),
  ];
}

export function changedLines({ changed, changedShown }: Recorded): string[] {
  if (changed === 0) return [];
  const shown = changedShown.toSorted((a, b) => a.row - b.row);
  const more = changed - shown.length;
  return [
    `${changed} differ from what is recorded under the same reference; correct them one by one:`,
    ...shown.map(({ row, reference, id }) => `  row ${row}  ${reference}  ${id}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

export function reversedLines(reversed: number): string[] {
  if (reversed === 0) return [];
  return [`${reversed} contributions of the partnership were reversed and no longer count`];
}

/** The sums of the whole partnership and L6, which is what a file of public and private money can tell. */
export async function figureLines(
  ledger: Ledger,
  partnership: string,
  title: string,
  position: bigint | undefined,
): Promise<string[]> {
  const question = { partnership, definitions: ['L6'], basis: 'committed', view: 'economic' } as const;
  const asked = { ...question, effectiveAsOf: undefined, knownAsOf: undefined };
  const [figure] = await ledger.figures(asked, position);
  if (figure === undefined) return [];
  const { effectiveAsOf, knownAsOf, value, reason } = figure;
  const ratio = value === null ? `undefined: ${reason ?? ''}` : shortened(value);
  return [
    `${title}  (${partnership})`,
    `  public                         ${figure.denominator.amount.amount}`,
    `  other private                  ${partOf(figure, 'O')}`,
    `  private per public euro (L6)   ${ratio}`,
    `  basis ${figure.basis}, effective as of ${effectiveAsOf}, known up to position ${knownAsOf.position}`,
  ];
}

/** Ten decimals, half up; the mark says that `pledger figure` has more. */
function shortened(value: string): string {
  const rounded = new Decimal(value).toFixed(SHOWN_DECIMALS);
  return new Decimal(rounded).equals(value) ? rounded : `${rounded}…`;
}

function partOf(ratio: Ratio, side: Side): string {
  return ratio.numerator.parts.find((part) => part.side === side)?.amount.amount ?? '0.00';
}
