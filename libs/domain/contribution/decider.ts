/**
 * A contribution: recorded, pledged or declared; moved on in parts; looked at again by a second person and by the
 * partner; corrected, reclassified, recovered, and reversed once. What it has come to is in `state.ts`.
 */
import { concluded } from '../controls/controls.ts';
import { spanFault, yearOf } from '../calendar.ts';
import { stateOf, type Aggregate, type Circumstances } from '../decider.ts';
import { fundingSource } from '../funding-source/decider.ts';
import { moneyOf, positiveDecimal } from '../money.ts';
import { partnership } from '../partnership/decider.ts';
import { closedFault, entryFault } from '../period/open.ts';
import { isRejection, reject, type Decision, type Rejection } from '../rejections.ts';
import { same } from '../same.ts';
import { cupMissing, daysAt, entered, scheduleFault, written } from './entry.ts';
import { documentFindings, evidenceOf, shareFault, sharesFault, tooManyFault } from './evidence.ts';
import type {
  AttachEvidence,
  ContributionCommand,
  CorrectContribution,
  DeclareRelational,
  Opening,
  ReclassifyContribution,
} from './commands.ts';
import { everyDay } from './days.ts';
import type { AskedResource, AskedStatement, ContributionEvent, Valued } from './events.ts';
import { overdraftOf } from './ladder.ts';
import { decideMoveOn } from './movement.ts';
import { decidePledge, hasMoved, pledgeClosed } from './pledge.ts';
import { needsClaims, referencesOf } from './references.ts';
import {
  allMoves,
  centsOfValue,
  correctedEntry,
  evolve,
  unvaluedOf,
  type ContributionState,
  type Declared,
  type Standing,
} from './state.ts';
import { drawnFault, reversalFault, reverse, reverseMovement } from './undo.ts';
import { schemas } from './upcasters.ts';
import { decideSecondLook } from './verification.ts';

export const contribution: Aggregate<ContributionState, ContributionCommand, ContributionEvent> = {
  name: 'contribution',
  initial: { phase: 'absent' },
  evolve,
  decide,
  references: referencesOf,
  needsClaims,
  schemas,
};

function decide(
  command: ContributionCommand,
  state: ContributionState,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  if (isOpening(command)) {
    return state.phase === 'absent' ? open(command, circumstances) : reject('ALREADY_RECORDED');
  }
  if (state.phase === 'absent') return reject('NOT_FOUND');
  if (state.phase === 'reversed' || state.phase === 'withdrawn') return reject('ALREADY_REVERSED');
  if (state.phase === 'declared') return decideDeclared(command, state, circumstances);
  const missing = valueMissing(command, state);
  if (missing !== null) return missing;
  switch (command.kind) {
    case 'correct':
      return correct(command, state, circumstances);
    case 'reclassify':
      return reclassify(command, state, circumstances);
    case 'attachEvidence':
      return attach(command, state.statement.evidence, circumstances);
    case 'reverseMovement':
      return reverseMovement(command, state, circumstances);
    case 'reverse':
      return reverse(command, state, circumstances);
    case 'revisePledge':
    case 'releasePledge':
    case 'expirePledge':
      return decidePledge(command, state, circumstances);
    case 'commit':
    case 'deliver':
    case 'pay':
      return decideMoveOn(command, state, circumstances);
    default:
      return decideSecondLook(command, state, circumstances);
  }
}

/** Until it is valued, nothing could move on, be decided on or be revised: it is corrected or reversed. */
function valueMissing(
  { kind }: Exclude<ContributionCommand, Opening>,
  { statement, pledge }: Standing,
): Rejection | null {
  if (unvaluedOf(statement.resource) === null) return null;
  switch (kind) {
    case 'commit':
    case 'deliver':
      return reject('NOT_VALUED', '/part');
    case 'verify':
      return reject('NOT_VALUED', '/claimed');
    case 'revisePledge':
    case 'releasePledge':
    case 'expirePledge':
      return pledge === null ? null : reject('NOT_VALUED');
    default:
      return null;
  }
}

function isOpening(command: ContributionCommand): command is Opening {
  return command.kind === 'record' || command.kind === 'pledge' || command.kind === 'declare';
}

function open(command: Opening, circumstances: Circumstances): Decision<ContributionEvent> {
  if (command.kind === 'declare') return declare(command, circumstances);
  const { partnership, externalRef, statement, reasons = {} } = command;
  const pledged = command.kind === 'pledge';
  if (!pledged && statement.stage === 'PLEDGED') {
    return reject('STAGE_NOT_RECORDABLE', '/stage', { found: statement.stage });
  }
  const stated = pledged ? ({ ...statement, stage: 'PLEDGED' } as const) : statement;
  const checked = entered({ partnership, statement: stated, reasons, at: '', itself: null }, circumstances);
  if (isRejection(checked)) return checked;
  if (!pledged)
    return { events: [{ type: 'ContributionRecorded', data: { partnership, externalRef, ...checked } }] };

  const { expiresOn } = command;
  const schedule = command.schedule?.map(written) ?? null;
  const cents = centsOfValue(checked.value);
  const fault = scheduleFault(schedule, checked.statement.effective, cents, '');
  if (fault !== null) return fault;
  if (expiresOn !== null && expiresOn < checked.statement.effective.from) {
    const params = { found: expiresOn, earliest: checked.statement.effective.from };
    return reject('EXPIRY_BEFORE_START', '/expiresOn', params);
  }
  const data = { partnership, externalRef, ...checked, schedule, expiresOn };
  return { events: [{ type: 'ContributionPledged', data }] };
}

function declare(
  { partnership, externalRef, declaration: asked }: DeclareRelational,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  const fault =
    spanFault(asked.effective, '/effective') ??
    entryFault(asked, partnership, circumstances, daysAt('')) ??
    tooManyFault(asked.evidence.length, '/evidence');
  if (fault !== null) return fault;
  const quantity = positiveDecimal(asked.resource.quantity, '/resource/quantity');
  if (isRejection(quantity)) return quantity;
  const declaration = { ...asked, evidence: asked.evidence.map(evidenceOf) };
  const shares = sharesFault(declaration.evidence, '/evidence');
  if (shares !== null) return shares;
  const controls = concluded(documentFindings(declaration.evidence, null, circumstances), {});
  if (!Array.isArray(controls)) return controls;
  const data = { partnership, externalRef, declaration, controls };
  return { events: [{ type: 'RelationalResourceDeclared', data }] };
}

/** What is only declared has no value: nothing about money can be asked of it. */
function decideDeclared(
  command: Exclude<ContributionCommand, Opening>,
  state: Declared,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  if (command.kind === 'attachEvidence') return attach(command, state.declaration.evidence, circumstances);
  if (command.kind !== 'reverse') return reject('RELATIONAL_HAS_NO_VALUE');
  const { effectiveOn, justification } = command;
  const fault = reversalFault(effectiveOn, state.declaration.effective, state.partnership, circumstances);
  if (fault !== null) return fault;
  return { events: [{ type: 'ContributionReversed', data: { effectiveOn, justification, despite: [] } }] };
}

/** Members that decide figures: once a second person has verified them, they are not restated. */
const VERIFIED_MEMBERS = ['payer', 'bringer', 'fundingSource', 'resource', 'effective', 'fundedBy'] as const;

function correct(
  { changes, justification, reasons = {} }: CorrectContribution,
  state: Standing,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  if (changes.stage !== undefined && changes.stage !== state.statement.stage && isFixed(state)) {
    return reject('STAGE_FIXED', '/changes/stage');
  }
  if (changes.stage === 'PLEDGED' && state.pledge === null) {
    return reject('STAGE_NOT_RECORDABLE', '/changes/stage', { found: changes.stage });
  }
  const closed = closedFault([everyDay(state)], state.partnership, circumstances, '/changes/effective');
  if (closed !== null) return closed;
  const entry = {
    partnership: state.partnership,
    statement: { ...askedAgain(state), ...changes },
    reasons,
    at: '/changes',
    itself: circumstances.id,
  };
  const checked = entered(entry, circumstances);
  if (isRejection(checked)) return checked;
  if (same(checked.statement, state.statement)) return reject('NOTHING_CHANGED');
  const fault = correctionFault(checked, state, circumstances);
  if (fault !== null) return fault;
  return { events: [{ type: 'ContributionCorrected', data: { ...checked, justification } }] };
}

/** A pledge stays one, what has moved on shows its stage by its moves, and what was decided on was settled. */
function isFixed({ pledge, moves, decided }: Standing): boolean {
  return pledge !== null || moves.length > 0 || decided > 0n;
}

/** The statement as it would be asked for today. */
function askedAgain({ statement }: Standing): AskedStatement {
  return { ...statement, resource: askedResource(statement.resource) };
}

function askedResource(resource: Standing['statement']['resource']): AskedResource {
  if (resource.kind !== 'CASH') {
    if (resource.valuation === null) return { ...resource, valuation: null };
    const { rate: _rate, ...valuation } = resource.valuation;
    // A reference rate stays the one of its day, whatever was published since.
    const { rate } = valuation.inputs;
    return {
      ...resource,
      valuation: valuation.level === null || rate === undefined ? valuation : { ...valuation, rate },
    };
  }
  const { nature, userPart, amount, foreign } = resource;
  if (foreign === null) return { kind: 'CASH', nature, userPart, amount };
  const { rate, rateOn: on, rateSource: source } = foreign;
  const { amount: units, currency } = foreign;
  return {
    kind: 'CASH',
    nature,
    userPart,
    foreign: { amount: units, currency, exchange: { rate, on, source } },
  };
}

function correctionFault(checked: Valued, state: Standing, circumstances: Circumstances): Rejection | null {
  const { statement, value } = checked;
  const { kind } = statement.resource;
  const { resource } = state.statement;
  const fixed = hasMoved(state);
  if (state.moves.length > 0 && kind !== resource.kind && !fixed) {
    return reject('KIND_FIXED', '/changes/resource/kind', { found: kind });
  }
  const verified = state.moves.some(({ to }) => to === 'VERIFIED') || state.decided > 0n;
  const member = VERIFIED_MEMBERS.find((name) => !same(statement[name], state.statement[name]));
  if (verified && member !== undefined) return reject('VERIFIED_ALREADY', `/changes/${member}`);
  if (fixed && !same(statement.resource, resource)) return reject('RESOURCE_FIXED', '/changes/resource');
  if (state.decided > 0n && !keepsDocuments(statement.evidence, state.statement.evidence)) {
    return reject('VERIFIED_ALREADY', '/changes/evidence');
  }
  const wasValued = unvaluedOf(resource) === null;
  if (wasValued && unvaluedOf(statement.resource) !== null) {
    return reject('VALUATION_MISSING', '/changes/resource/valuation');
  }
  const cents = centsOfValue(value);
  const isAsOpen = state.pledge === null || cents === state.cents || !wasValued;
  const ended = isAsOpen ? null : pledgeClosed(state);
  if (ended !== null) return { ...ended, pointer: '/changes/resource' };
  const entry = correctedEntry(state, statement, cents);
  if ((state.pledge?.schedule ?? null) !== null && cents !== state.cents) {
    return reject('SCHEDULE_NOT_WHOLE', '/changes/resource', {
      found: moneyOf(state.cents).amount,
      whole: moneyOf(cents).amount,
    });
  }
  const { from, to } = statement.effective;
  const outside = state.pledge?.schedule?.find(({ year }) => year < yearOf(from) || year > yearOf(to));
  if (outside !== undefined) {
    return reject('SCHEDULE_OUTSIDE', '/changes/effective', { year: String(outside.year) });
  }
  const overdraft = overdraftOf([...entry, ...state.moves], allMoves(state));
  if (overdraft !== null) {
    const params = { found: moneyOf(cents).amount, reached: moneyOf(cents + overdraft.cents).amount };
    return reject('CORRECTION_BELOW_REACHED', '/changes', params);
  }
  return drawnFault({ ...state, statement, cents, entry }, state, circumstances, '/changes');
}

type Evidence = Standing['statement']['evidence'];

/** What a decision was made on stays; more may come. */
function keepsDocuments(after: Evidence, before: Evidence): boolean {
  return before.every((document) => after.some((other) => same(other, document)));
}

/** A verified side is changed only by somebody who had no hand in the record. */
function reclassify(
  { fundingSource: to, effectiveOn, justification }: ReclassifyContribution,
  state: Standing,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  const { fundingSource: from } = state.statement;
  if (to === from) return reject('NOTHING_CHANGED');
  if (state.decided > 0n && state.hands.includes(circumstances.actor.id)) return reject('SAME_PERSON');
  const source = stateOf(fundingSource, to, circumstances)?.profile ?? null;
  const where = stateOf(partnership, state.partnership, circumstances);
  const fault =
    orderFault(effectiveOn, state) ??
    reversalFault(effectiveOn, everyDay(state), state.partnership, circumstances) ??
    cupMissing(state.statement, source, where, '/fundingSource');
  if (fault !== null) return fault;
  return { events: [{ type: 'ContributionReclassified', data: { from, to, effectiveOn, justification } }] };
}

/** From the day of one change of source to the next it had that source: a change in between comes too late. */
function orderFault(effectiveOn: string | null, { reclassifiedOn }: Standing): Rejection | null {
  if (effectiveOn === null || reclassifiedOn === null || effectiveOn >= reclassifiedOn) return null;
  const params = { found: effectiveOn, earliest: reclassifiedOn };
  return reject('RECLASSIFIED_SINCE', '/effectiveOn', params);
}

function attach(
  { document: asked }: AttachEvidence,
  attached: Evidence,
  circumstances: Circumstances,
): Decision<ContributionEvent> {
  const document = evidenceOf(asked);
  const fault =
    shareFault(document.shareBp, '/document/shareBp') ?? tooManyFault(attached.length + 1, '/document');
  if (fault !== null) return fault;
  if (attached.some(({ sha256 }) => sha256 === document.sha256)) {
    return reject('DOCUMENT_ATTACHED', '/document/sha256');
  }
  const controls = concluded(documentFindings([document], null, circumstances), {});
  if (!Array.isArray(controls)) return controls;
  return { events: [{ type: 'EvidenceAttached', data: { document, controls } }] };
}
