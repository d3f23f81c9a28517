/** Lives of contributions by chance: each moves on, is verified, corrected, let go or undone as far as it can be. */
import fc from 'fast-check';
import type { Resource, Stage, Statement, YearAmount } from '#domain/contribution/events';
import { centsOf, moneyOf, type Cents } from '#domain/money';
import * as history from './history.ts';
import type { Happening } from './history.ts';
import { admitting, confirmed, contested, evidenceAttached, resolved } from './history-beside.ts';
import {
  admittedOf,
  cents,
  dateOfDay,
  dayOfDate,
  fact,
  part,
  percent,
  span,
  statementAbout,
  valueOf,
  type RandomFact,
} from './random-facts.ts';

const which = fc.nat();
/** Up to 400 within the days of a contribution, from the first to the last; beyond, so many days after them. */
const when = fc.nat({ max: 1_000 });
export const onContribution = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('correct'), which, fact }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('reverse'), which, after: fc.option(when) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      ...{ does: fc.constant('move'), which, percent, span },
      to: fc.constantFrom('COMMITTED', 'DELIVERED', 'PAID'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('undo'), which, movement: fc.nat() }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('verify'), which, percent, cut: percent, span }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('recover'), which, percent, when }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('release'), which, when, expired: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ does: fc.constant('revise'), which, cents, when, scheduled: fc.boolean() },
      admitted: fc.nat({ max: 100 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ does: fc.constant('reclassify'), which, after: fc.option(when) },
      fundingSource: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('pass on'), which, percent }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ does: fc.constant('say'), which },
      how: fc.constantFrom(confirmed, contested, resolved, evidenceAttached),
    }),
  },
);
export type OnContribution = typeof onContribution extends fc.Arbitrary<infer S> ? S : never;

type Rung = Stage | 'VERIFIED';
const CLIMB: readonly Stage[] = ['PLEDGED', 'COMMITTED', 'DELIVERED', 'PAID'];

interface OneLife {
  readonly id: string;
  readonly partnership: string;
  readonly isPledge: boolean;
  statement: Partial<Statement>;
  cents: Cents;
  admitted: Cents | null;
  entry: Stage;
  readonly at: Record<Rung, Cents>;
  cut: Cents;
  /** Something has moved: its kind and stage stay as they are. */
  moved: boolean;
  verified: boolean;
  recovered: boolean;
  ended: boolean;
  /** By year: its days stay, or a year would be outside them. */
  scheduled: boolean;
  /** What was committed, delivered and paid, and has not been undone. */
  readonly movements: (Movement | null)[];
  /** The last change of source; no later one is of an earlier day. */
  reclassifiedOn: string;
}

interface Movement {
  readonly to: Rung;
  readonly from: Readonly<Partial<Record<Stage, Cents>>>;
}

export class Lives {
  readonly #told: Happening[];
  readonly #sources: number;
  readonly #standing: OneLife[] = [];
  #begun = 0;

  constructor(told: Happening[], sources: number) {
    this.#told = told;
    this.#sources = sources;
  }

  begin(partnership: string, fact: RandomFact, scheduled: boolean): void {
    this.#begun += 1;
    const id = `c${this.#begun}`;
    const statement = statementAbout(fact, this.#payer(), this.#sources);
    const { stage, effective } = fact.over;
    const cents = valueOf(fact);
    const isPledge = stage === 'PLEDGED';
    const isScheduled = isPledge && scheduled && cents > 0n;
    const schedule = isScheduled ? scheduleOf(cents, effective) : null;
    const admitted = admittedOf(fact);
    this.#tell(
      isPledge
        ? history.pledged(id, partnership, cents, statement, schedule)
        : history.recorded(id, partnership, cents, statement),
      admitted,
    );
    const entry = entryRung(stage, fact.kind);
    const at = { PLEDGED: 0n, COMMITTED: 0n, DELIVERED: 0n, PAID: 0n, VERIFIED: 0n, [entry]: cents };
    this.#standing.push({
      ...{ id, partnership, isPledge, statement, cents, admitted, entry, at, movements: [] },
      ...{ cut: 0n, moved: false, verified: false, recovered: false, ended: false },
      ...{ scheduled: isScheduled, reclassifiedOn: '' },
    });
  }

  goOn(step: OnContribution): void {
    const index = step.which % Math.max(1, this.#standing.length);
    const life = this.#standing[index];
    if (life === undefined) return;
    switch (step.does) {
      case 'move':
        return this.#move(life, step);
      case 'undo':
        return this.#undo(life, step.movement);
      case 'verify':
        return this.#verify(life, step);
      case 'correct':
        return this.#correct(life, step.fact);
      case 'recover':
        return this.#recover(life, step);
      case 'release':
        return this.#release(life, step);
      case 'revise':
        return this.#revise(life, step);
      case 'reclassify':
        return this.#reclassify(life, step);
      case 'pass on': {
        const cents = part(life.cents, step.percent);
        if (cents === 0n) return;
        this.#told.push(history.transferred(`t${this.#told.length}`, life.partnership, life.id, cents));
        return;
      }
      case 'say':
        this.#told.push(step.how(life.id));
        return;
      case 'reverse':
        this.#told.push(history.reversed(life.id, step.after === null ? null : this.#on(life, step.after)));
        this.#standing.splice(index, 1);
    }
  }

  #tell(happening: Happening, admitted: Cents | null): void {
    this.#told.push(admitted === null ? happening : admitting(happening, admitted));
  }

  #payer(): string | null {
    return this.#standing[0]?.id ?? null;
  }

  #move(life: OneLife, { to, percent, span }: Extract<OnContribution, { does: 'move' }>): void {
    const rung = entryRung(to, kindOf(life));
    const below = CLIMB.slice(0, CLIMB.indexOf(rung)).toReversed();
    let left = part(
      below.reduce((sum, each) => sum + life.at[each], 0n),
      percent,
    );
    if (left === 0n) return;
    const from: Partial<Record<Stage, Cents>> = {};
    for (const each of below) {
      const taken = life.at[each] < left ? life.at[each] : left;
      if (taken === 0n) continue;
      from[each] = taken;
      life.at[each] -= taken;
      life.at[rung] += taken;
      left -= taken;
    }
    this.#told.push(history.movedOn(life.id, rung, from, span));
    life.movements.push({ to: rung, from });
    life.moved = true;
  }

  /** Nothing rests on it: what it took up is still there, and nothing of it was decided on or has come back. */
  #undo(life: OneLife, which: number): void {
    const index = which % Math.max(1, life.movements.length);
    const movement = life.movements[index] ?? null;
    if (movement === null || life.verified || life.recovered) return;
    const cents = Object.values(movement.from).reduce((sum, each) => sum + each, 0n);
    if (life.at[movement.to] < cents) return;
    life.at[movement.to] -= cents;
    for (const [rung, each] of Object.entries(movement.from)) life.at[rung as Stage] += each;
    life.movements[index] = null;
    this.#told.push(history.movementReversed(life.id, index + 1));
  }

  #verify(life: OneLife, { percent, cut, span }: Extract<OnContribution, { does: 'verify' }>): void {
    const rung = settled(life);
    const open = life.at[rung] - life.cut;
    const admitted = part(open, percent);
    const cutNow = part(open - admitted, cut);
    if (admitted + cutNow === 0n) return;
    const first = part(admitted, cut);
    const days = life.statement.effective ?? span;
    const pieces = [
      { cents: first, effective: days },
      { cents: admitted - first, effective: span },
    ].filter((piece) => piece.cents > 0n);
    this.#told.push(history.verified(life.id, pieces, cutNow));
    life.at[rung] -= admitted;
    life.at.VERIFIED += admitted;
    life.cut += cutNow;
    life.moved = true;
    life.verified = true;
  }

  /** What has moved stays of its kind and stage and loses nothing. */
  #correct(life: OneLife, fact: RandomFact): void {
    if (life.verified) return;
    if (!life.moved && !life.isPledge) {
      const stage = fact.over.stage === 'PLEDGED' ? 'COMMITTED' : fact.over.stage;
      const stated = { ...fact, over: { ...fact.over, stage } };
      // What was valued once is never without a value again.
      const anew = { ...stated, unvalued: stated.unvalued && life.cents === 0n };
      life.statement = statementAbout(anew, null, this.#sources);
      life.at[life.entry] = 0n;
      life.entry = entryRung(stage, fact.kind);
      life.cents = valueOf(anew);
      life.admitted = admittedOf(anew);
      life.at[life.entry] = life.cents;
    } else {
      const { stage: _, ...over } = fact.over;
      const effective = life.scheduled
        ? (life.statement.effective ?? fact.over.effective)
        : fact.over.effective;
      const fundingSource = `s${fact.fundingSource % this.#sources}`;
      if (fundingSource !== life.statement.fundingSource) life.reclassifiedOn = '';
      life.statement = { ...life.statement, ...over, effective, fundingSource };
    }
    this.#tell(history.corrected(life.id, life.cents, life.statement), life.admitted);
  }

  #recover(life: OneLife, { percent, when }: Extract<OnContribution, { does: 'recover' }>): void {
    if (kindOf(life) !== 'CASH') return;
    const cents = part(life.at.VERIFIED + life.at.PAID, percent);
    if (cents === 0n) return;
    const fromCut = cents < life.cut ? cents : life.cut;
    const fromVerified = cents - fromCut < life.at.VERIFIED ? cents - fromCut : life.at.VERIFIED;
    life.cut -= fromCut;
    life.at.VERIFIED -= fromVerified;
    life.at.PAID -= cents - fromVerified;
    life.moved = true;
    life.recovered = true;
    this.#told.push(history.recovered(life.id, cents, this.#on(life, when)));
  }

  #release(life: OneLife, step: Extract<OnContribution, { does: 'release' }>): void {
    const open = life.at.PLEDGED;
    if (!life.isPledge || life.ended || open === 0n) return;
    const day = this.#on(life, step.when);
    const told = step.expired ? history.pledgeExpired : history.pledgeReleased;
    this.#told.push(told(life.id, open, day));
    life.at.PLEDGED = 0n;
    life.moved = true;
    life.ended = true;
  }

  #revise(life: OneLife, step: Extract<OnContribution, { does: 'revise' }>): void {
    const open = life.at.PLEDGED;
    if (!life.isPledge || life.ended || open === 0n) return;
    const { fundedBy = [], resource, effective } = life.statement;
    const userPart = resource?.kind === 'CASH' && resource.userPart ? centsOf(resource.userPart.amount) : 0n;
    const passedOn = fundedBy.reduce((sum, { amount }) => sum + centsOf(amount.amount), 0n);
    const least = [life.cents - open, userPart + passedOn, step.cents];
    const cents = least.reduce((most, each) => (each > most ? each : most));
    const schedule = step.scheduled && effective !== undefined ? scheduleOf(cents, effective) : null;
    if (cents === life.cents && schedule === null) return;
    const revised = resource?.kind === 'CASH' ? { ...resource, amount: moneyOf(cents) } : resource;
    const day = this.#on(life, step.when);
    const more = revised === undefined ? { schedule } : { schedule, resource: revised };
    const admitted = life.admitted === null ? null : part(cents, step.admitted);
    this.#tell(history.pledgeRevised(life.id, cents, day, more), admitted);
    life.admitted = admitted;
    life.at.PLEDGED += cents - life.cents;
    life.cents = cents;
    life.scheduled ||= schedule !== null;
    if (revised !== undefined) life.statement = { ...life.statement, resource: revised };
  }

  #reclassify(life: OneLife, step: Extract<OnContribution, { does: 'reclassify' }>): void {
    const to = `s${step.fundingSource % this.#sources}`;
    const { fundingSource: from = '' } = life.statement;
    if (to === from) return;
    const day = step.after === null ? null : this.#on(life, step.after);
    if (day !== null && day < life.reclassifiedOn) return;
    this.#told.push(history.reclassified(life.id, from, to, day));
    life.reclassifiedOn = day ?? '';
    life.statement = { ...life.statement, fundingSource: to };
  }

  #on({ statement: { effective } }: OneLife, when: number): string {
    const { from, to } = effective ?? history.on('2024-01-01');
    const days = dayOfDate(to) - dayOfDate(from);
    return when <= 400 ? later(from, Math.floor((days * when) / 400)) : later(to, when - 400);
  }
}

function kindOf({ statement }: OneLife): Resource['kind'] {
  return statement.resource?.kind ?? 'CASH';
}

/** What is given in kind climbs no higher than delivered before it is verified. */
function entryRung<Of extends Stage>(stage: Of, kind: Resource['kind']): Of | 'DELIVERED' {
  return stage === 'PAID' && kind !== 'CASH' ? 'DELIVERED' : stage;
}

function settled(life: OneLife): 'DELIVERED' | 'PAID' {
  return entryRung('PAID', kindOf(life));
}

function later(date: string, days: number): string {
  return dateOfDay(dayOfDate(date) + days);
}

/** The first year gets most; a year gets nothing where there are not cents enough. */
function scheduleOf(cents: Cents, { from, to }: { from: string; to: string }): YearAmount[] {
  const first = Number(from.slice(0, 4));
  const years = Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, index) => first + index);
  let left = cents;
  const schedule: YearAmount[] = [];
  for (const year of years.toReversed()) {
    const amount = year === first ? left : part(left, 30);
    if (amount > 0n) schedule.unshift({ year, amount: moneyOf(amount) });
    left -= amount;
  }
  return schedule;
}
