/**
 * Figures recomputed from the events alone, in the plainest way there is: an oracle that shares no code with the facts,
 * the columns or the arithmetic it judges.
 */
import type { FundingSourceProfile } from '#domain/funding-source/events';
import type { Decoded } from '#event-sourcing/codec';
import type { LedgerEvent } from '#read-models/domain-events';
import type { Dimension, Selection } from '#read-models/figures/question/question';
import { byYear, due, itemsOf, onDay, shareOut, turned, type Item, type Portion } from './naive-flows.ts';
import { storiesOf, type Step, type Story } from './naive-stories.ts';
import { dayOfDate } from './random-facts.ts';

/** One signed amount, or quantity in millionths, as it had come by the day that is asked about. */
export interface Line {
  readonly of: Readonly<Record<Dimension, string>>;
  readonly implied: boolean;
  /** Of a source whose call asks for an own share. */
  readonly challenge: boolean;
  /** Left out where figures are strict. */
  readonly doubtful: boolean;
  /** EUR, or what a quantity without a value is counted in. */
  readonly unit: string;
  /** Year that the money is of; an undoing counts in the year of its day, but undoes money of this one. */
  readonly ofYear: number;
  readonly cents: bigint;
}

type Known = readonly Decoded<LedgerEvent>[];
type Source = Pick<FundingSourceProfile, 'originShares' | 'repayable' | 'taxExpenditureBp'>;

const SIDE: Readonly<Record<string, string>> = {
  HEALTH_SERVICE: 'PUBLIC_HEALTH',
  THIRD_SECTOR: 'T',
  FOUNDATION: 'F',
  COMPANY: 'O',
  OTHER_PRIVATE: 'O',
  USERS: 'U',
  UNRESOLVED: 'UNRESOLVED',
};
const STAGES = ['PLEDGED', 'COMMITTED', 'DELIVERED', 'PAID', 'VERIFIED'];
const ATTRACTED_FROM = ['EU', 'STATE', 'REGION', 'FOREIGN_STATE'];
const PRIVATE = ['T', 'F', 'O'];

function euroCents(money: { readonly amount: string } | null): bigint {
  return money === null ? 0n : BigInt(money.amount.replace('.', ''));
}

/** Origins with their weights; net of tax, what the State gives up of a private share is the State's. */
function weightsOf(
  { originShares, taxExpenditureBp }: Source,
  isNet: boolean,
): [origin: string, weight: number][] {
  const lost = isNet ? (taxExpenditureBp ?? 0) : 0;
  if (lost === 0) return originShares.map(({ origin, bp }) => [origin, bp]);
  const lostOf = (origin: string) => (PRIVATE.includes(SIDE[origin] ?? 'PUBLIC') ? lost : 0);
  const kept = originShares.map(({ origin, bp }): [string, number] => [
    origin,
    bp * (10_000 - lostOf(origin)),
  ]);
  return [...kept, ['STATE', originShares.reduce((sum, { origin, bp }) => sum + bp * lostOf(origin), 0)]];
}

/** On which side each cent of the whole counts. */
function portions(story: Story, whole: bigint, source: Source, view: Selection['view']): Portion[] {
  const { resource, fundedBy } = story.statement;
  const passedOn = fundedBy.reduce((sum, { amount }) => sum + euroCents(amount), 0n);
  const before: Portion[] = passedOn > 0n ? [['PASSED_ON', 'PASSED_ON', passedOn]] : [];
  let own = whole - passedOn;
  let { repayable } = source;
  if (resource.kind === 'PAID_STAFF' && resource.reimbursedBp > 0) {
    const [back = 0n, borne = 0n] = shareOut(own, [resource.reimbursedBp, 10_000 - resource.reimbursedBp]);
    before.push(['PUBLIC', 'PUBLIC_UNSPECIFIED', back]);
    own = borne;
  }
  if (resource.kind === 'CASH') {
    const { nature, userPart } = resource;
    if (nature === 'USER_FEE') return [...before, ['U', 'USERS', own]];
    if (nature === 'CONTRACT_PRICE') return [...before, ['PRICE', 'PRICE', own]];
    if (nature === 'INDEXATION') return [...before, ['PUBLIC', 'PUBLIC_UNSPECIFIED', own]];
    if (nature === 'LOAN') repayable = true;
    if (nature === 'VOUCHER') {
      before.push(['U', 'USERS', euroCents(userPart)]);
      own -= euroCents(userPart);
    }
  }
  const weights = weightsOf(source, view === 'netOfTax' && !repayable);
  const parts = shareOut(
    own,
    weights.map(([, weight]) => weight),
  );
  const rest = weights.map(([origin], index): Portion => {
    const side = repayable ? 'FINANCING' : (SIDE[origin] ?? 'PUBLIC');
    return [side, origin, parts[index] ?? 0n];
  });
  return [...before, ...rest];
}

/** Half a cent away from zero; the amount is not negative. */
function share(cents: bigint, part: bigint, whole: bigint): bigint {
  return (cents * part * 2n + whole) / (whole * 2n);
}

/** Of all that has reached a rung, what the CPR admits of the whole. */
function admittedSteps(steps: readonly Step[], admitted: bigint, whole: bigint): Step[] {
  const reached: Record<string, bigint> = {};
  return steps.map((step) => {
    const key = step.to ?? 'gone';
    const before = reached[key] ?? 0n;
    reached[key] = before + step.cents;
    const cents = share(reached[key], admitted, whole) - share(before, admitted, whole);
    return { ...step, cents };
  });
}

function changesOf(story: Story, source: Source, view: Selection['view']): Item[] {
  const { resource } = story.statement;
  const isKind = resource.kind !== 'CASH';
  if (isKind && resource.valuation === null) {
    const micro = BigInt(
      Math.round(Number('quantity' in resource ? resource.quantity : resource.minutes) * 1e6),
    );
    const steps = story.entry.map((step) => ({ ...step, cents: micro }));
    return itemsOf(steps, portions(story, micro, source, view), isKind);
  }
  const steps = [...story.entry, ...story.later];
  const sides = portions(story, story.cents, source, view);
  if (view !== 'cpr' || story.admitted === null) return itemsOf(steps, sides, isKind);
  if (story.admitted === 0n) return [];
  const parts = shareOut(
    story.admitted,
    sides.map(([, , cents]) => cents),
  );
  const admitted = sides.map(([side, origin], at): Portion => [side, origin, parts[at] ?? 0n]);
  return itemsOf(admittedSteps(steps, story.admitted, story.cents), admitted, isKind);
}

interface Sourced extends Item {
  readonly source: string;
}

/** Under each of its sources from the day on which it came under it, until the day of the next. */
function lifeOf(story: Story, sources: ReadonlyMap<string, Source>, view: Selection['view']): Sourced[] {
  const names = [...story.switches.map(({ from }) => from), story.statement.fundingSource];
  const all = names.flatMap((source, index) => {
    const profile = sources.get(source);
    if (profile === undefined) throw new Error(`no source ${source}`);
    const [since, until] = [story.switches[index - 1]?.on, story.switches[index]?.on];
    const items = changesOf(story, profile, view);
    const own = since === undefined ? items : onDay(items, since);
    const under = until === undefined ? own : [...own, ...turned(onDay(own, until))];
    return under.map((item) => ({ ...item, source }));
  });
  const { reversal } = story;
  if (reversal === null) return all;
  if (reversal.on === null) return [];
  return [
    ...all,
    ...turned(onDay(all, reversal.on)).map((item, at) => ({ ...item, source: all[at]?.source ?? '' })),
  ];
}

const NOBODY = { payer: 'NOT_STATED', bringer: 'NOT_STATED', receiver: 'NOT_STATED' };
const NOWHERE = { source: 'NOT_STATED', fund: 'NOT_STATED', area: 'NOT_STATED', municipality: 'NOT_STATED' };

function impliedLines(known: Known, { sizeClass, ...question }: One): Line[] {
  const last = known.findLast(
    ({ event, envelope }) =>
      envelope.stream === `partnership-${question.partnership}` && event.type.startsWith('PublicBase'),
  );
  if (last === undefined || last.event.type !== 'PublicBaseImplied') return [];
  const { data } = last.event;
  const asOf = dayOfDate(question.effectiveAsOf);
  const of = { side: 'PUBLIC', origin: 'PUBLIC_UNSPECIFIED', kind: 'CASH', stage: 'DELIVERED', grade: 'C' };
  const common = { ...NOBODY, ...NOWHERE, word: 'NONE', sizeClass, partnership: question.partnership };
  // A base stands for a year from its first day in that year on, even before a cent of it is due.
  return byYear(euroCents(data.amount), data)
    .filter(({ first }) => first <= asOf)
    .map((part) => ({
      of: { ...of, ...common, year: String(part.year) },
      ...{ implied: true, challenge: false, doubtful: true, unit: 'EUR' },
      ...{ ofYear: part.year, cents: due(part, asOf) },
    }));
}

function gradeOf(stage: string, { evidence }: Story['statement']): string {
  if (stage === 'VERIFIED') return 'A';
  if (stage === 'PLEDGED') return 'D';
  return evidence.length > 0 ? 'B' : 'C';
}

function unitOf({ resource }: Story['statement']): string {
  if (resource.kind === 'CASH' || resource.valuation !== null) return 'EUR';
  return 'unit' in resource ? resource.unit : 'MINUTE';
}

function recordedLines(
  story: Story,
  sources: ReadonlyMap<string, FundingSourceProfile>,
  question: One,
): Line[] {
  const { statement, partnership, word } = story;
  const { payer, bringer, receiver, usersArea, place, resource, dating } = statement;
  const isOccasional = resource.kind === 'VOLUNTEER_TIME' && !resource.registered;
  const asOf = dayOfDate(question.effectiveAsOf);
  return lifeOf(story, sources, question.view).map((item) => {
    const { side, origin, stage, source } = item;
    const isAttracted =
      question.view === 'localPublicEuro' && side === 'PUBLIC' && ATTRACTED_FROM.includes(origin);
    const { fundCode, ownShareConditionBp } = sources.get(source) ?? {
      fundCode: null,
      ownShareConditionBp: null,
    };
    return {
      of: {
        ...{
          partnership,
          sizeClass: question.sizeClass,
          side: isAttracted ? 'ATTRACTED' : side,
          origin,
          stage,
        },
        ...{ kind: resource.kind, grade: gradeOf(stage, statement), word, year: String(item.year), source },
        ...{ payer, bringer, receiver: receiver ?? 'NOT_STATED', fund: fundCode ?? 'NOT_STATED' },
        ...{ area: usersArea ?? 'NOT_STATED', municipality: place?.istat ?? 'NOT_STATED' },
      },
      ...{ implied: false, challenge: (ownShareConditionBp ?? 0) > 0, unit: unitOf(statement) },
      doubtful: isOccasional || dating === 'ASSUMED',
      ...{ ofYear: item.ofYear, cents: item.by(asOf) },
    };
  });
}

export interface NaiveAnswer {
  /** What counts, after every filter. */
  readonly lines: readonly Line[];
  /** Recorded public money of years for which an implied base stands. */
  readonly within: readonly Line[];
  /** Whether there was such a partnership at all. */
  readonly registered: boolean;
}

interface One extends Selection {
  readonly sizeClass: string;
}

export function naively(items: Known, question: Selection): NaiveAnswer {
  const known = items.filter(({ position }) => position <= (question.position ?? position));
  const linked = question.chain === true ? chainOf(known, question.partnership) : [question.partnership];
  const answers = linked.map((partnership) =>
    ofOne(known, { ...question, partnership, sizeClass: sizeClassOf(known, partnership) }),
  );
  return {
    lines: answers.flatMap(({ lines }) => lines),
    within: answers.flatMap(({ within }) => within),
    registered: known.some(
      ({ event, envelope }) =>
        event.type === 'PartnershipRegistered' && envelope.stream === `partnership-${question.partnership}`,
    ),
  };
}

/** Everything that follows one another, from wherever one begins. */
export function chainOf(items: Known, from: string): string[] {
  const pairs = items.flatMap(({ event, envelope }) => {
    const before = event.type === 'PartnershipRegistered' ? event.data.follows : null;
    return before === null ? [] : [[envelope.stream.replace('partnership-', ''), before.partnership]];
  });
  const chain = new Set([from]);
  for (let size = 0; size < chain.size;) {
    size = chain.size;
    for (const pair of pairs)
      if (pair.some((each) => chain.has(each))) for (const each of pair) chain.add(each);
  }
  return [...chain];
}

function sizeClassOf(known: Known, partnership: string): string {
  const profiles = known.flatMap(({ event, envelope }) => {
    if (envelope.stream !== `partnership-${partnership}`) return [];
    if (event.type === 'PartnershipRegistered') return [event.data];
    return event.type === 'PartnershipCorrected' ? [event.data.partnership] : [];
  });
  return profiles.at(-1)?.sizeClass ?? 'NOT_STATED';
}

function ofOne(known: Known, question: One): Omit<NaiveAnswer, 'registered'> {
  const sources = new Map<string, FundingSourceProfile>();
  for (const { event, envelope } of known) {
    const id = envelope.stream.replace('funding-source-', '');
    if (event.type === 'FundingSourceRegistered') sources.set(id, event.data);
    if (event.type === 'FundingSourceCorrected') sources.set(id, event.data.source);
  }
  const { basis, view, scope } = question;
  const isAsked = ({ of, doubtful }: Line) =>
    STAGES.indexOf(of.stage) >= STAGES.indexOf(basis.toUpperCase()) &&
    (view !== 'cashOnly' || of.kind === 'CASH') &&
    !(scope === 'strict' && doubtful);
  const implied = impliedLines(known, question).filter(isAsked);
  // A base stands for all public money of its years, whatever part of it is looked at.
  const impliedYears = new Set(implied.map(({ ofYear }) => ofYear));
  const isPublic = ({ of }: Line) => ['PUBLIC', 'PUBLIC_HEALTH', 'ATTRACTED'].includes(of.side);
  const isWithin = (line: Line) => isPublic(line) && impliedYears.has(line.ofYear);
  const recorded = storiesOf(known)
    .filter((story) => story.partnership === question.partnership)
    .flatMap((story) => recordedLines(story, sources, question))
    .filter((line) => isAsked(line) && passes(line, question));
  return {
    lines: [
      ...recorded.filter((line) => !isWithin(line)),
      ...implied.filter((line) => passes(line, question)),
    ],
    within: recorded.filter(isWithin),
  };
}

function passes({ of }: Line, { only = {}, without = {} }: Selection): boolean {
  const entries = (filters: object) => Object.entries(filters) as [Dimension, readonly string[]][];
  return (
    entries(only).every(([dimension, values]) => values.includes(of[dimension])) &&
    !entries(without).some(([dimension, values]) => values.includes(of[dimension]))
  );
}
