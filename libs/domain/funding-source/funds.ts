/** Funds by the code that their regulation gives them. Any other text is a fund too: foundations name their own. */

/** Where the rules of a fund are made: CPR (Reg. (EU) 2021/1060) art. 1, the recovery plan, or a national law. */
const RULED_BY = {
  ERDF: 'EU',
  'ESF+': 'EU',
  CF: 'EU',
  JTF: 'EU',
  EMFAF: 'EU',
  AMIF: 'EU',
  ISF: 'EU',
  BMVI: 'EU',
  PNRR: 'PNRR',
  /** National funds: social policies, non-self-sufficiency, poverty (quota servizi), development and cohesion. */
  FNPS: 'STATE',
  FNA: 'STATE',
  QSFP: 'STATE',
  FSC: 'STATE',
  /** Social share of the municipal solidarity fund: not the FSC of development and cohesion. */
  'FSC-SOLIDARIETA-COMUNALE': 'STATE',
  'DOPO-DI-NOI': 'STATE',
} as const;

export type KnownFund = keyof typeof RULED_BY;
export type FundRules = (typeof RULED_BY)[KnownFund];
export const KNOWN_FUNDS = Object.keys(RULED_BY) as readonly KnownFund[];

/** A known fund in its one written form (`esf+` is `ESF+`); any other code only trimmed, and none when it is blank. */
export function writtenFundCode(code: string | null): string | null {
  const trimmed = code?.trim() ?? '';
  if (trimmed === '') return null;
  return isKnownFund(trimmed.toUpperCase()) ? trimmed.toUpperCase() : trimmed;
}

/** Who makes the rules of a fund; null for a fund that is not known here. */
export function rulesOf(code: string | null): FundRules | null {
  return code !== null && isKnownFund(code) ? RULED_BY[code] : null;
}

function isKnownFund(code: string): code is KnownFund {
  return Object.hasOwn(RULED_BY, code);
}
