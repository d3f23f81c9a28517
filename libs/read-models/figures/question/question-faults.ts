/**
 * What of a question cannot be meant: values that no fact can have, and what is asked together although nothing can be
 * both. Such a question would have an answer, an empty one, and whoever asked would take it for a finding.
 */
import { RESOURCE_KINDS, USERS_AREAS } from '#domain/contribution/events';
import { RUNGS, type Rung } from '#domain/contribution/ladder';
import { GRADES, type Grade, type View } from '#domain/figures/definitions';
import { sideIn } from '#domain/figures/figure';
import { ORIGIN_CLASSES, SIDES, sideOf, type FactOrigin, type Side } from '#domain/funding-source/origins';
import { SIZE_CLASSES } from '#domain/partnership/size-class';
import { NOT_STATED, type Dimension, type Filters, type Selection } from './question.ts';

/** Which member of the question is at fault, and how to mend it. */
export interface QuestionFault {
  readonly member: string;
  readonly detail: string;
}

const ID_FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Form {
  readonly form: RegExp;
  readonly example: string;
  /** Whether a fact may say nothing of it. */
  readonly mayLack: boolean;
}
const id: Form = { form: ID_FORM, example: `the id of a record, or ${NOT_STATED}`, mayLack: true };

/** What each dimension can be; a form where the values are the ledger's own. */
export const DIMENSION_VALUES: Readonly<Record<Dimension, readonly string[] | Form>> = {
  partnership: { form: ID_FORM, example: 'the id of a partnership', mayLack: false },
  sizeClass: [...SIZE_CLASSES, NOT_STATED],
  side: [...SIDES, 'ATTRACTED'],
  origin: [...ORIGIN_CLASSES, 'PASSED_ON', 'PRICE'],
  kind: RESOURCE_KINDS,
  stage: RUNGS,
  grade: GRADES,
  word: ['NONE', 'CONFIRMED', 'CONTESTED'],
  year: { form: /^[12]\d{3}$/, example: 'a year, such as 2024', mayLack: false },
  payer: id,
  bringer: id,
  receiver: id,
  source: id,
  fund: {
    form: /^[^,;]{1,40}$/,
    example: `the code of a fund, such as ESF+, or ${NOT_STATED}`,
    mayLack: true,
  },
  area: [...USERS_AREAS, NOT_STATED],
  municipality: { form: /^\d{6}$/, example: `an ISTAT code of six digits, or ${NOT_STATED}`, mayLack: true },
};

/** What a value of the dimension must be; null when this one can be. */
export function valueFault(dimension: Dimension, value: string): string | null {
  const values = DIMENSION_VALUES[dimension];
  if ('form' in values) {
    const isLack = values.mayLack && value === NOT_STATED;
    return isLack || values.form.test(value) ? null : `must be ${values.example}`;
  }
  return values.includes(value) ? null : `must be one of ${values.join(', ')}`;
}

/** Whether anything could count that has these values; see the head of this file. */
export function contradictionsIn(selection: Selection): QuestionFault[] {
  return [
    ...partnershipLeftOut(selection),
    ...filteredBothWays(selection),
    ...stagesThatCannotCount(selection),
    ...gradesThatCannotCount(selection),
    ...kindsThatCannotCount(selection),
    ...sidesAndOrigins(selection),
  ];
}

/** Of a chain, one link may be left out. */
function partnershipLeftOut({ partnership, chain, without = {} }: Selection): QuestionFault[] {
  if (chain === true || !valuesOf(without, 'partnership').includes(partnership)) return [];
  const detail = `leaves out the partnership ${partnership} that is asked about; leave it in`;
  return [{ member: 'without', detail }];
}

function filteredBothWays({ only = {}, without = {} }: Selection): QuestionFault[] {
  return (Object.keys(only) as Dimension[]).flatMap((dimension) => {
    const both = valuesOf(only, dimension).filter((value) => valuesOf(without, dimension).includes(value));
    if (both.length === 0) return [];
    const detail = `${both.join(', ')} is asked for and left out; ask for it once, one way`;
    return [{ member: dimension, detail }];
  });
}

function stagesThatCannotCount({ basis, only = {} }: Selection): QuestionFault[] {
  const least = RUNGS.indexOf(basis.toUpperCase() as Rung);
  const below = valuesOf(only, 'stage').filter((stage) => RUNGS.indexOf(stage as Rung) < least);
  if (below.length === 0) return [];
  const lower = RUNGS.find((rung) => below.includes(rung))?.toLowerCase();
  const detail = `${below.join(', ')} is below the basis ${basis}; leave it out, or ask on the basis ${lower}`;
  return [{ member: 'stage', detail }];
}

/** A is what is verified and D what is only pledged; B and C are all between. */
const GRADES_OF: Readonly<Record<Rung, readonly Grade[]>> = {
  PLEDGED: ['D'],
  COMMITTED: ['B', 'C'],
  DELIVERED: ['B', 'C'],
  PAID: ['B', 'C'],
  VERIFIED: ['A'],
};

function gradesThatCannotCount({ basis, only = {} }: Selection): QuestionFault[] {
  const counting = RUNGS.slice(RUNGS.indexOf(basis.toUpperCase() as Rung));
  const stages = only.stage === undefined ? counting : counting.filter((rung) => only.stage?.includes(rung));
  const possible = stages.flatMap((rung) => GRADES_OF[rung]);
  const unfit = valuesOf(only, 'grade').filter((grade) => !possible.includes(grade as Grade));
  if (unfit.length === 0 || stages.length === 0) return [];
  const what = only.stage === undefined ? `on the basis ${basis}` : `of the stage ${stages.join(', ')}`;
  const detail = `nothing ${what} has the grade ${unfit.join(', ')} (A is verified, D only pledged); leave it out`;
  return [{ member: 'grade', detail }];
}

function kindsThatCannotCount({ view, only = {}, without = {}, whatIf = [] }: Selection): QuestionFault[] {
  const inKind = valuesOf(only, 'kind').filter((kind) => kind !== 'CASH');
  const filtered =
    view === 'cashOnly' && inKind.length > 0
      ? [
          {
            member: 'kind',
            detail: `the view cashOnly counts no ${inKind.join(', ')}; leave it out, or ask another view`,
          },
        ]
      : [];
  const idle = whatIf
    .map(({ kind }) => kind)
    .filter(
      (kind) =>
        view === 'cashOnly' ||
        only.kind?.includes(kind) === false ||
        valuesOf(without, 'kind').includes(kind),
    );
  const detail = `${idle.join(', ')} does not count in this question, whatever its value`;
  return idle.length === 0 ? filtered : [...filtered, { member: 'whatIf', detail }];
}

function sidesAndOrigins({ view, only = {} }: Selection): QuestionFault[] {
  const { side: sides, origin: origins } = only;
  const attracted = sides?.includes('ATTRACTED') === true && view !== 'localPublicEuro';
  if (attracted) {
    const detail = 'ATTRACTED is a side in the view localPublicEuro only; ask that view, or leave it out';
    return [{ member: 'side', detail }];
  }
  if (sides === undefined || origins === undefined) return [];
  const fits = (side: string, origin: string): boolean => isPossible(side, origin as FactOrigin, view);
  const idleSides = sides.filter((side) => !origins.some((origin) => fits(side, origin)));
  const idleOrigins = origins.filter((origin) => !sides.some((side) => fits(side, origin)));
  return [
    ...(idleSides.length === 0
      ? []
      : [{ member: 'side', detail: `no money on ${idleSides.join(', ')} comes from ${origins.join(', ')}` }]),
    ...(idleOrigins.length === 0
      ? []
      : [{ member: 'origin', detail: `${idleOrigins.join(', ')} never counts on ${sides.join(', ')}` }]),
  ];
}

/** Whether a fact can be of this side and this origin. Money of any origin may have to be paid back. */
function isPossible(side: string, origin: FactOrigin, view: View): boolean {
  if (origin === 'PASSED_ON' || origin === 'PRICE') return side === origin;
  if (side === 'FINANCING') return true;
  const own: Side = sideOf(origin, false);
  return sideIn(view, { side: own, origin }) === side;
}

function valuesOf(filters: Filters, dimension: Dimension): readonly string[] {
  return filters[dimension] ?? [];
}
