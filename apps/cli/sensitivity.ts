/** `pledger sensitivity`: the same figures by every choice that somebody could make. */
import { BASES, SCOPES, USUAL_FIGURES, VIEWS, type Basis, type Scope } from '#domain/figures/definitions';
import type { Sensitivity } from '#read-models/figures/compared/sensitivity';
import { read } from './api.ts';
import { choosePartnership, definitionOf } from './figure.ts';
import { openExistingLedger } from './open-ledger.ts';
import { QUESTION_OPTIONS, queryOf, selectionFrom } from './question.ts';
import { LEDGER_OPTIONS, parse, partnershipNamed, placeOf } from './usage.ts';

const { basis: _, view: __, scope: ___, ...ASKED } = QUESTION_OPTIONS;
const OPTIONS = { ...LEDGER_OPTIONS, ...ASKED, json: { type: 'boolean', default: false } } as const;
const COLUMN = 17;

export async function sensitivityCommand(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  const definitions = positionals.length === 0 ? USUAL_FIGURES : positionals.map(definitionOf);
  const place = placeOf(values);
  // On the least basis nothing is left out, so nothing that is asked for contradicts it.
  const selection = selectionFrom({ ...values, basis: 'pledged' });
  const ledger = await openExistingLedger(place, 'sensitivity');
  const { id } = await choosePartnership(ledger, partnershipNamed(values.partnership)).finally(() =>
    ledger.close(),
  );
  const query = queryOf({ ...selection, partnership: '', definitions });
  for (const choice of ['basis', 'view', 'scope']) query.delete(choice);
  return read(place, `/partnerships/${id}/sensitivity?${query}`, values.json, (body) =>
    matrices(body as Sensitivity).join('\n'),
  );
}

function matrices(found: Sensitivity): string[] {
  const ids = [...new Set(found.items.map(({ definition: { id, version } }) => `${id} version ${version}`))];
  return [
    ...ids.flatMap((id) => matrix(id, found)),
    `effective as of ${found.effectiveAsOf}, known up to position ${found.knownAsOf.position}`,
  ];
}

function matrix(name: string, { items }: Sensitivity): string[] {
  const own = items.filter(({ definition: { id, version } }) => `${id} version ${version}` === name);
  const row = (basis: Basis, scope: Scope): string => {
    const cells = VIEWS.map((view) => {
      const cell = own.find((each) => each.basis === basis && each.view === view && each.scope === scope);
      return text(cell?.display ?? null).padStart(COLUMN);
    });
    return `  ${`${basis} ${scope}`.padEnd(COLUMN)}${cells.join('')}`;
  };
  return [
    name,
    `  ${''.padEnd(COLUMN)}${VIEWS.map((view) => view.padStart(COLUMN)).join('')}`,
    ...BASES.flatMap((basis) => SCOPES.map((scope) => row(basis, scope))),
    '',
  ];
}

/** A dash where there is no value; why is told by `--json`. */
function text(display: Sensitivity['items'][number]['display']): string {
  if (display === null) return '-';
  const number = display.form === 'percent' ? `${display.text} %` : display.text;
  return display.approximate ? `≈ ${number}` : number;
}
