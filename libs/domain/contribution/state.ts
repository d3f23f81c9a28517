/** What the events of a contribution add up to: what it states, how far which part has come, and who has said what. */
import { dayAlone, type Span } from '../calendar.ts';
import { centsOf, Decimal, type Cents, type Money } from '../money.ts';
import type { ContributionEvent, RelationalDeclaration } from './events.ts';
import { balanceOf, leaving, sliceOf, type Move, type Rung, type Slice } from './ladder.ts';
import { isTimed, type AssetUnit, type Resource } from './resources.ts';
import type { Movement, Statement, YearAmount } from './statement.ts';

export type ContributionState = { readonly phase: 'absent' } | Declared | Standing;

/** A relational resource: it has no value, so it climbs no ladder. */
export type Declared = DeclaredAs<'declared'> | DeclaredAs<'withdrawn'>;
interface DeclaredAs<Phase> {
  readonly phase: Phase;
  readonly partnership: string;
  readonly declaration: RelationalDeclaration;
  readonly hands: readonly string[];
}

export type Standing = StandingAs<'standing'> | StandingAs<'reversed'>;
interface StandingAs<Phase> {
  readonly phase: Phase;
  readonly partnership: string;
  readonly statement: Statement;
  /** Zero while nobody has valued it ({@link unvaluedOf}). */
  readonly cents: Cents;
  readonly pledge: Pledge | null;
  /** How it entered: one move, or one for each year of a pledge. */
  readonly entry: readonly Move[];
  /** Everything since, in order of recording. */
  readonly moves: readonly Move[];
  /** How many commitments, deliveries and payments were recorded, those that were undone among them. */
  readonly movements: number;
  /** How much of the quantity has reached a rung by a move; for what is not money. */
  readonly quantities: Readonly<Partial<Record<Rung, string>>>;
  /** Accounts that had a hand in it: none of them may verify it. */
  readonly hands: readonly string[];
  /** How much was decided on so far, admitted or cut. */
  readonly decided: Cents;
  /** Parts that were cut and may be taken up on appeal. */
  readonly cut: readonly Slice[];
  /** What came back, by the body it came back from. */
  readonly recovered: Readonly<Record<string, Cents>>;
  readonly waived: Cents;
  readonly word: 'NONE' | 'CONFIRMED' | 'CONTESTED';
  /** From which day on it was last given another source; null when it always had the one it has. */
  readonly reclassifiedOn: string | null;
  /** What of public accounting is known by now: the publication holds for every later payment. */
  readonly published: boolean;
}

export interface Pledge {
  readonly schedule: readonly YearAmount[] | null;
  readonly expiresOn: string | null;
  readonly end: 'RELEASED' | 'EXPIRED' | 'CONFIRMED' | null;
}

export function allMoves(state: Pick<Standing, 'entry' | 'moves'>): readonly Move[] {
  return [...state.entry, ...state.moves];
}

export function evolve(state: ContributionState, event: ContributionEvent, by: string): ContributionState {
  switch (event.type) {
    case 'ContributionRecorded':
    case 'ContributionPledged':
      return opened(event, by);
    case 'RelationalResourceDeclared': {
      const { partnership, declaration } = event.data;
      return { phase: 'declared', partnership, declaration, hands: [by] };
    }
    default:
      return changed(state, event, by);
  }
}

type Opening = Extract<ContributionEvent, { type: 'ContributionRecorded' | 'ContributionPledged' }>;
type Change = Exclude<ContributionEvent, Opening | { type: 'RelationalResourceDeclared' }>;

function opened({ type, data }: Opening, by: string): Standing {
  const { partnership, statement, value } = data;
  const cents = centsOfValue(value);
  const pledge = pledgeOf(type === 'ContributionPledged' ? data : { schedule: null, expiresOn: null });
  const pledged = statement.stage === 'PLEDGED';
  return {
    phase: 'standing',
    partnership,
    statement,
    cents,
    // Before pledges had an event of their own they were recorded at this stage: each is one all the same.
    pledge: pledged ? pledge : null,
    entry: entryOf(statement, cents, pledge.schedule),
    moves: [],
    movements: 0,
    quantities: {},
    hands: [by],
    decided: 0n,
    cut: [],
    recovered: {},
    waived: 0n,
    word: 'NONE',
    reclassifiedOn: null,
    published: false,
  };
}

function pledgeOf({ schedule, expiresOn }: Omit<Pledge, 'end'>): Pledge {
  return { schedule, expiresOn, end: null };
}

/** A scheduled pledge enters year by year, each within its own days. */
export function entryOf(
  { stage, effective, resource }: Pick<Statement, 'stage' | 'effective' | 'resource'>,
  cents: Cents,
  schedule: readonly YearAmount[] | null,
): readonly Move[] {
  const to = stage === 'PAID' ? settledRung(resource) : stage;
  if (schedule === null) return [{ from: null, to, cents, effective }];
  return schedule.map(({ year, amount }) => ({
    from: null,
    to,
    cents: centsOf(amount.amount),
    effective: daysIn(year, effective),
  }));
}

function daysIn(year: number, { from, to }: Span): Span {
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  return { from: from > first ? from : first, to: to < last ? to : last };
}

function changed(state: ContributionState, event: Change, by: string): ContributionState {
  if (state.phase === 'absent') return state;
  if (state.phase === 'declared' || state.phase === 'withdrawn') return changedDeclaration(state, event, by);
  switch (event.type) {
    case 'PledgeRevised':
      return { ...pledgeChanged(state, event), ...restatedBy(state, by) };
    case 'PledgeReleased':
    case 'PledgeExpired':
      return { ...pledgeChanged(state, event), hands: withHand(state, by) };
    case 'ContributionCommitted':
      return { ...moved(state, 'COMMITTED', event.data), ...restatedBy(state, by) };
    case 'ContributionDelivered':
      return { ...moved(state, 'DELIVERED', event.data), ...restatedBy(state, by) };
    case 'ContributionPaid':
      return { ...moved(state, 'PAID', event.data), ...restatedBy(state, by) };
    case 'MovementReversed':
      return { ...movementUndone(state, event.data.movement), ...restatedBy(state, by) };
    case 'EvidenceAttached': {
      const evidence = [...state.statement.evidence, event.data.document];
      return { ...state, statement: { ...state.statement, evidence }, hands: withHand(state, by) };
    }
    case 'ContributionVerified':
    case 'ContributionRejected':
      return verified(state, event);
    case 'ContributionConfirmed':
      return { ...state, word: 'CONFIRMED' };
    case 'ContributionContested':
      return { ...state, word: 'CONTESTED' };
    case 'ContestResolved':
      return { ...state, word: 'NONE' };
    case 'ContributionCorrected': {
      const { statement, value } = event.data;
      const cents = centsOfValue(value);
      const entry = correctedEntry(state, statement, cents);
      const sameSource = statement.fundingSource === state.statement.fundingSource;
      const reclassifiedOn = sameSource ? state.reclassifiedOn : null;
      return { ...state, statement, cents, entry, reclassifiedOn, ...restatedBy(state, by) };
    }
    case 'ContributionReclassified':
      return {
        ...state,
        statement: { ...state.statement, fundingSource: event.data.to },
        reclassifiedOn: event.data.effectiveOn,
        ...restatedBy(state, by),
      };
    case 'ContributionReversed':
      return { ...state, phase: 'reversed' };
    case 'FundsRecovered':
      return recoveredFrom(state, event.data);
    case 'RecoveryWaived':
      return { ...state, waived: state.waived + centsOf(event.data.value.amount) };
  }
}

/** The entry as a correction states it; later revisions of a pledge stand on their own days. */
export function correctedEntry(
  { moves, pledge }: Pick<Standing, 'moves' | 'pledge'>,
  statement: Statement,
  cents: Cents,
): readonly Move[] {
  const revisions = moves.filter(({ revision }) => revision);
  return entryOf(statement, cents - balanceOf(revisions, 'PLEDGED'), pledge?.schedule ?? null);
}

function changedDeclaration(state: Declared, event: Change, by: string): Declared {
  if (event.type === 'ContributionReversed') return { ...state, phase: 'withdrawn' };
  if (event.type !== 'EvidenceAttached') return state;
  const evidence = [...state.declaration.evidence, event.data.document];
  return { ...state, declaration: { ...state.declaration, evidence }, hands: withHand(state, by) };
}

/** Who restates it has a hand in it, and what the partner confirmed is not what stands now. A contest goes on. */
function restatedBy(state: Standing, by: string): Pick<Standing, 'hands' | 'word'> {
  return { hands: withHand(state, by), word: state.word === 'CONTESTED' ? 'CONTESTED' : 'NONE' };
}

function withHand({ hands }: Pick<Standing, 'hands'>, by: string): readonly string[] {
  return hands.includes(by) ? hands : [...hands, by];
}

function pledgeChanged(
  state: Standing,
  event: Extract<Change, { type: 'PledgeRevised' | 'PledgeReleased' | 'PledgeExpired' }>,
): Standing {
  const { pledge } = state;
  if (pledge === null) return state;
  const cents = centsOf(event.data.value.amount);
  const { effectiveOn } = event.data;
  if (event.type === 'PledgeRevised') {
    const { resource, schedule } = event.data;
    const revised = { ...state, cents, statement: { ...state.statement, resource } };
    if (schedule !== null) {
      const entry = entryOf(state.statement, cents, schedule);
      const moves = state.moves.filter(({ revision }) => !revision);
      return { ...revised, entry, moves, pledge: { ...pledge, schedule } };
    }
    const more = cents - state.cents;
    const common = { effective: dayAlone(effectiveOn), revision: true } as const;
    const move: Move =
      more > 0n
        ? { from: null, to: 'PLEDGED', cents: more, ...common }
        : { from: 'PLEDGED', to: null, cents: -more, ...common };
    return { ...revised, moves: [...state.moves, move] };
  }
  const end = event.type === 'PledgeExpired' ? 'EXPIRED' : event.data.why;
  const left = leaving(allMoves(state), 'PLEDGED', cents, effectiveOn);
  const gone = end === 'CONFIRMED' ? left.map((move) => ({ ...move, movement: state.movements })) : left;
  return { ...state, moves: [...state.moves, ...gone], pledge: { ...pledge, end } };
}

function moved(state: Standing, to: Rung, data: Movement): Standing {
  const movement = state.movements + 1;
  const moves = data.from.map(({ rung, value }, index) => ({
    from: rung,
    to,
    cents: centsOf(value.amount),
    effective: data.effective,
    movement,
    ...(index > 0 || data.quantity === null ? {} : { quantity: data.quantity }),
  }));
  const before = new Decimal(state.quantities[to] ?? 0);
  const quantities =
    data.quantity === null
      ? state.quantities
      : { ...state.quantities, [to]: before.plus(data.quantity).toFixed() };
  const published = state.published || (data.accounting?.publication ?? null) !== null;
  return { ...state, moves: [...state.moves, ...moves], movements: movement, quantities, published };
}

/** A pledge of which something is open again has not ended. What was published stays so. */
function movementUndone(state: Standing, movement: number): Standing {
  const moves = state.moves.filter((move) => move.movement !== movement);
  const quantities = { ...state.quantities };
  for (const { movement: of, to, quantity } of state.moves) {
    if (of !== movement || to === null || quantity === undefined) continue;
    quantities[to] = new Decimal(quantities[to] ?? 0).minus(quantity).toFixed();
  }
  const isOpen = balanceOf([...state.entry, ...moves], 'PLEDGED') > 0n;
  const pledge = state.pledge !== null && isOpen ? { ...state.pledge, end: null } : state.pledge;
  return { ...state, moves, quantities, pledge };
}

/** What a stated value counts for: nothing, while there is none. */
export function centsOfValue(value: Money | null): Cents {
  return value === null ? 0n : centsOf(value.amount);
}

/** How much there is of something that nobody has valued yet. */
export interface UnvaluedQuantity {
  /** Whole minutes of time, units of anything else as they were stated; a decimal. */
  readonly quantity: string;
  readonly unit: 'MINUTE' | AssetUnit;
}

/** What is there of a resource that has no value yet; null of one that has, and of money. */
export function unvaluedOf(resource: Resource): UnvaluedQuantity | null {
  if (resource.kind === 'CASH' || resource.valuation !== null) return null;
  return isTimed(resource)
    ? { quantity: String(resource.minutes), unit: 'MINUTE' }
    : { quantity: resource.quantity, unit: resource.unit };
}

/** What is given in kind is settled when it is delivered; money when it is paid. Only what is settled is verified. */
export function settledRung(resource: Pick<Resource, 'kind'>): 'DELIVERED' | 'PAID' {
  return resource.kind === 'CASH' ? 'PAID' : 'DELIVERED';
}

/** What has been settled, in order of recording, each part with its days. */
export function settledParts(state: Standing): readonly Slice[] {
  const rung = settledRung(state.statement.resource);
  return allMoves(state).filter(({ to }) => to === rung);
}

/** How much waits for a second person's decision. */
export function undecided(state: Standing): Cents {
  return balanceOf(allMoves(state), settledRung(state.statement.resource)) - cutOf(state);
}

/** How much was cut and may still be taken up on appeal. */
export function cutOf({ cut }: Pick<Standing, 'cut'>): Cents {
  return cut.reduce((sum, { cents }) => sum + cents, 0n);
}

/** What is admitted leaves its rung for the last one, on its own days; what is cut stays, and may be appealed. */
function verified(
  state: Standing,
  event: Extract<Change, { type: 'ContributionVerified' | 'ContributionRejected' }>,
): Standing {
  const { onAppeal } = event.data;
  const pieces = event.type === 'ContributionVerified' ? event.data.pieces : [];
  const from = settledRung(state.statement.resource);
  const moves = pieces.map(({ effective, value }) => ({
    from,
    to: 'VERIFIED' as const,
    cents: centsOf(value.amount),
    effective,
  }));
  const claimed = centsOf(event.data.claimed.amount);
  const cents = centsOf(event.data.cut.amount);
  const admitted = claimed - cents;
  const cut = onAppeal
    ? sliceOf(state.cut, admitted)
    : [...state.cut, ...sliceOf(settledParts(state), state.decided + admitted, cents)];
  const decided = onAppeal ? state.decided : state.decided + claimed;
  return { ...state, moves: [...state.moves, ...moves], decided, cut };
}

/**
 * Money that comes back is first what was cut, because that was paid beyond what is admitted; then what is verified;
 * then what nobody has decided on.
 */
function recoveredFrom(
  state: Standing,
  { value, from: body, effectiveOn }: Extract<Change, { type: 'FundsRecovered' }>['data'],
): Standing {
  const cents = centsOf(value.amount);
  const fromCut = smaller(cents, cutOf(state));
  const fromVerified = smaller(cents - fromCut, balanceOf(allMoves(state), 'VERIFIED'));
  const parts = [
    { from: 'PAID', cents: fromCut },
    { from: 'VERIFIED', cents: fromVerified },
    { from: 'PAID', cents: cents - fromCut - fromVerified },
  ] as const;
  const effective = dayAlone(effectiveOn);
  const moves = parts.filter((part) => part.cents > 0n).map((part) => ({ ...part, to: null, effective }));
  const recovered = { ...state.recovered, [body]: (state.recovered[body] ?? 0n) + cents };
  return { ...state, moves: [...state.moves, ...moves], cut: sliceOf(state.cut, fromCut), recovered };
}

function smaller(a: Cents, b: Cents): Cents {
  return a < b ? a : b;
}
