/** `pledger figure`: a figure with all that it takes to check it. */
import { STANDARD_DEFINITIONS, USUAL_FIGURES } from '#domain/figures/definitions';
import { toldLines } from './figure-text.ts';
import type { Ledger, Listed } from './ledger.ts';
import { openExistingLedger } from './open-ledger.ts';
import { groupByFrom, QUESTION_OPTIONS, selectionFrom } from './question.ts';
import { LEDGER_OPTIONS, parse, partnershipNamed, placeOf, UsageError } from './usage.ts';

const OPTIONS = {
  ...LEDGER_OPTIONS,
  ...QUESTION_OPTIONS,
  'group-by': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export async function figureCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  const definitions = positionals.length === 0 ? USUAL_FIGURES : positionals.map(definitionOf);
  const groupBy = groupByFrom(values['group-by']);
  const question = { ...selectionFrom(values), definitions, ...(groupBy.length === 0 ? {} : { groupBy }) };

  const ledger = await openExistingLedger(placeOf(values), 'figure');
  try {
    const partnership = await choosePartnership(ledger, partnershipNamed(values.partnership));
    const asked = { ...question, partnership: partnership.id };
    // By itself a figure says more, and some cannot stand in a list.
    const items = positionals.length === 1 ? [await ledger.figure(asked)] : await ledger.figures(asked);
    if (values.json) console.log(JSON.stringify({ partnership, items }, null, 2));
    else console.log([partnership.document.title, '', ...items.flatMap(toldLines)].join('\n'));
    return 0;
  } finally {
    await ledger.close();
  }
}

/** `L1` or `L1@2`; a standard code in any case, one of the ledger's own as it is. */
export function definitionOf(text: string): string {
  const [, code = '', version = ''] = /^([A-Za-z][A-Za-z0-9-]{0,19})(@[1-9]\d{0,5})?$/.exec(text) ?? [];
  if (code === '') {
    throw new UsageError(`${JSON.stringify(text)} is no figure; write a code such as L1, or a version L1@2`);
  }
  const standard = STANDARD_DEFINITIONS.find(({ id }) => id.toLowerCase() === code.toLowerCase());
  return (standard?.id ?? code) + version;
}

/** The partnership named by id or title, or the only one there is. */
export async function choosePartnership(
  ledger: Ledger,
  named: string | undefined,
): Promise<Listed<'partnership'>> {
  const all: Listed<'partnership'>[] = [];
  for await (const each of ledger.list('partnership')) all.push(each);
  if (all.length === 0) throw new UsageError('the ledger holds no partnership yet');
  const found =
    named === undefined ? all : all.filter(({ id, document }) => id === named || document.title === named);
  if (found.length === 1 && found[0] !== undefined) return found[0];
  const shown = (found.length === 0 ? all : found)
    .slice(0, 20)
    .map(({ id, document }) => `  ${id}  ${document.title}`);
  const why =
    named === undefined ? 'name one with --partnership' : `${found.length} partnerships are called ${named}`;
  throw new UsageError([`${why}:`, ...shown].join('\n'));
}
