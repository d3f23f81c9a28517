/**
 * The convention of a partnership: signed once, amended, terminated. Its terms at a date are those that were recorded
 * last among those that hold from that date or earlier; what was recorded before stays in the history.
 */
import { dateOf, dayOf, spanFault } from '../calendar.ts';
import { isCig, isCup } from '../identifiers.ts';
import { moneyOf, positiveCents } from '../money.ts';
import { isRejection, reject, type Rejection } from '../rejections.ts';
import type { Convention, ConventionAct, Instrument, PartnershipProfile } from './events.ts';

export interface ConventionHistory {
  /** In order of recording; the first is the one that was signed. */
  readonly versions: readonly Convention[];
  /** Last day in force when it was terminated. */
  readonly terminatedOn: string | null;
}

export const NO_CONVENTION: ConventionHistory = { versions: [], terminatedOn: null };

/** Days, both included, in which what is done for the partnership counts; null is open. */
export interface Eligibility {
  readonly basis: 'CONVENTION' | 'PARTNERSHIP';
  readonly from: string | null;
  readonly to: string | null;
  readonly eligible: boolean;
}

interface Partnership {
  readonly profile: PartnershipProfile | null;
  readonly conventions: ConventionHistory;
}

type Conventions = Pick<Partnership, 'conventions'>;

const SHA256_FORM = /^[0-9a-f]{64}$/;

/** The terms in force on a date, or null. */
export function conventionAt({ conventions }: Conventions, date: string): Convention | null {
  const { versions, terminatedOn } = conventions;
  const terms = versions.findLast((version) => version.validFrom <= date);
  if (terms === undefined || terms.validTo < date) return null;
  return terminatedOn === null || date <= terminatedOn ? terms : null;
}

/** The terms recorded last, in force or not: accounts are settled by them when all is over. */
export function latestTerms({ conventions }: Conventions): Convention | null {
  return conventions.versions.at(-1) ?? null;
}

/** The window of the convention and whether the date is in it; without a convention, that of the partnership. */
export function eligibilityAt(state: Partnership, date: string): Eligibility {
  const force = forceOf(state.conventions);
  const from = force?.from ?? state.profile?.from ?? null;
  const to = force?.to ?? state.profile?.to ?? null;
  const eligible = (from === null || from <= date) && (to === null || date <= to);
  return { basis: force === null ? 'PARTNERSHIP' : 'CONVENTION', from, to, eligible };
}

/** The CUP of the convention in force on a date, else that of the partnership. */
export function cupAt(state: Partnership, date: string): string | null {
  return conventionAt(state, date)?.cup ?? state.profile?.cup ?? null;
}

/** First and last day in force. There is no gap between: every amendment starts within, or on the day after. */
function forceOf({ versions, terminatedOn }: ConventionHistory): { from: string; to: string } | null {
  const first = versions[0];
  const last = versions.at(-1);
  if (first === undefined || last === undefined) return null;
  return { from: first.validFrom, to: terminatedOn ?? last.validTo };
}

/** The terms in their one written form, or why they cannot be agreed. */
export function checkTerms(
  terms: Convention,
  { instrument, leadBody }: PartnershipProfile,
  today: string,
): Convention | Rejection {
  const fault =
    actFault(terms.act, '/act', today) ??
    documentFault(terms) ??
    signatoriesFault(terms, instrument === 'IMPORTED_DATASET' ? null : leadBody) ??
    validityFault(terms) ??
    shareFault(terms) ??
    reimbursementFault(terms, instrument) ??
    cigFault(terms) ??
    cupFault(terms);
  if (fault !== null) return fault;
  if (terms.eligibleCosts === null) return terms;
  const cents = positiveCents(terms.eligibleCosts, '/eligibleCosts/amount');
  return isRejection(cents) ? cents : { ...terms, eligibleCosts: moneyOf(cents) };
}

/** What has not happened yet cannot have been signed. */
export function actFault(act: { readonly date: string }, pointer: string, today: string): Rejection | null {
  if (act.date <= today) return null;
  return reject('DATE_IN_FUTURE', `${pointer}/date`, { found: act.date, today });
}

function documentFault({ document }: Convention): Rejection | null {
  if (SHA256_FORM.test(document)) return null;
  return reject('CONVENTION_DOCUMENT_INVALID', '/document', { found: document });
}

/** An agreement binds the administration and somebody else (art. 11 L. 241/1990): both sign. */
function signatoriesFault({ signatories }: Convention, leadBody: string | null): Rejection | null {
  const parties = signatories.map(({ party }) => party);
  const repeated = parties.findIndex((party, index) => parties.indexOf(party) !== index);
  if (repeated !== -1) {
    return reject('SIGNATORY_REPEATED', `/signatories/${repeated}/party`, { id: parties[repeated] ?? '' });
  }
  if (leadBody !== null && !parties.includes(leadBody)) {
    return reject('LEAD_BODY_MUST_SIGN', '/signatories', { id: leadBody });
  }
  return parties.length < 2 ? reject('SIGNATORY_ALONE', '/signatories') : null;
}

function validityFault({ validFrom, validTo }: Convention): Rejection | null {
  const fault = spanFault({ from: validFrom, to: validTo }, '');
  return fault === null ? null : { ...fault, pointer: '/validTo' };
}

function shareFault({ requiredShareBp: bp }: Convention): Rejection | null {
  if (bp === null || (Number.isSafeInteger(bp) && bp >= 0 && bp <= 10_000)) return null;
  return reject('REQUIRED_SHARE_INVALID', '/requiredShareBp', { found: String(bp) });
}

/** Art. 56 c. 2 D.Lgs. 117/2017: nothing but expenses incurred and documented; no mark-up, no flat rate. */
function reimbursementFault({ reimbursementBasis }: Convention, instrument: Instrument): Rejection | null {
  const documented = reimbursementBasis === 'ACTUAL_COSTS' || reimbursementBasis === 'NONE';
  if (instrument !== 'CONVENZIONE_ART56' || documented) return null;
  return reject('REIMBURSEMENT_NOT_DOCUMENTED', '/reimbursementBasis', { found: reimbursementBasis });
}

function cigFault({ cig, cigPurpose }: Convention): Rejection | null {
  if (cig === null && cigPurpose !== null) return reject('CIG_AND_PURPOSE', '/cig');
  if (cig !== null && cigPurpose === null) return reject('CIG_AND_PURPOSE', '/cigPurpose');
  return cig === null || isCig(cig) ? null : reject('CIG_INVALID', '/cig', { found: cig });
}

function cupFault({ cup }: Convention): Rejection | null {
  return cup === null || isCup(cup) ? null : reject('CUP_INVALID', '/cup', { found: cup });
}

/**
 * An amendment starts while the convention is in force or on the day after its end: what has lapsed cannot be
 * prolonged, and terms of the past that an amendment has replaced are not brought back by another.
 */
export function amendmentFault({ versions }: ConventionHistory, { validFrom }: Convention): Rejection | null {
  const last = versions.at(-1);
  if (last === undefined) return reject('CONVENTION_NOT_SIGNED');
  const latest = dateOf(dayOf(last.validTo) + 1);
  if (validFrom >= last.validFrom && validFrom <= latest) return null;
  return reject('AMENDMENT_OUT_OF_FORCE', '/validFrom', {
    found: validFrom,
    earliest: last.validFrom,
    latest,
  });
}

export function terminationFault(
  history: ConventionHistory,
  { lastDay, act }: { readonly lastDay: string; readonly act: ConventionAct | null },
  today: string,
): Rejection | null {
  const force = forceOf(history);
  if (force === null) return reject('CONVENTION_NOT_SIGNED');
  const fault = act === null ? null : actFault(act, '/act', today);
  if (fault !== null) return fault;
  if (lastDay >= force.from && lastDay <= force.to) return null;
  return reject('TERMINATION_OUT_OF_FORCE', '/lastDay', { found: lastDay, ...force });
}
